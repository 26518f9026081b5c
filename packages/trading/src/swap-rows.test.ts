import type { SwapRow } from './swap-rows.js';
import { findSwapRowProblem, parseSwapRows } from './swap-rows.js';

const HEADER = 'time,long,short\n';
const at = (text: string): number => Date.parse(text);

describe('parseSwapRows', () => {
  test('reads instants in UTC or with their offset, and what a lot gets of each side', () => {
    const text = `${HEADER}2025-01-06T22:00:00Z,-6.5,2.25\n2025-01-07T22:00,-6.5,2.25\n2025-01-08T17:00:00-05:00,-19.5,6.75\n`;
    expect(parseSwapRows(text)).toEqual({
      ok: true,
      rows: [
        { at: at('2025-01-06T22:00Z'), long: -6.5, short: 2.25 },
        { at: at('2025-01-07T22:00Z'), long: -6.5, short: 2.25 },
        { at: at('2025-01-08T22:00Z'), long: -19.5, short: 6.75 },
      ],
    });
  });

  test('takes its columns in any order and among others, and a table without rows', () => {
    const text = 'short,note,time,long\n1,"Monday, one night",2025-01-06T22:00:00Z,-2\n';
    expect(parseSwapRows(text)).toEqual({ ok: true, rows: [{ at: at('2025-01-06T22:00Z'), long: -2, short: 1 }] });
    expect(parseSwapRows(HEADER)).toEqual({ ok: true, rows: [] });
  });

  test('names the line of everything that is wrong', () => {
    const rows = ['2025-01-06,1,1', '2025-01-07T22:00Z,,1', '2025-01-06T22:00Z,1,1', '2025-01-08T22:00Z,1,2e6', 'x,1'];
    expect(parseSwapRows(HEADER + rows.join('\n'))).toEqual({
      ok: false,
      problems: [
        { line: 2, message: '"2025-01-06" is a whole day: write 2025-01-06T22:00:00Z, say' },
        { line: 3, message: 'long is "": give a number from -1000000 to 1000000' },
        {
          line: 4,
          message:
            '2025-01-06T22:00:00.000Z does not come after 2025-01-07T22:00:00.000Z of the row before: sort the rows, one for each rollover',
        },
        { line: 5, message: 'short is "2e6": give a number from -1000000 to 1000000' },
        { line: 6, message: '2 cells where the header has 3: put a text with commas in quotes' },
      ],
    });
  });

  test('says which column is missing', () => {
    expect(parseSwapRows('time,long\n')).toMatchObject({
      ok: false,
      problems: [{ line: 1, message: expect.stringContaining('the column short is missing') as string }],
    });
  });
});

describe('findSwapRowProblem', () => {
  const row = (time: number, long = -1, short = 1) => ({ at: time, long, short });

  test('finds nothing in rows whose times ascend', () => {
    expect(findSwapRowProblem([])).toBeUndefined();
    expect(findSwapRowProblem([row(1), row(2), row(3)])).toBeUndefined();
  });

  test.each([
    [[row(1), row(1)], 'row 2: 1970-01-01T00:00:00.001Z does not come after'],
    [[row(1.5)], 'row 1: at is 1.5: give whole milliseconds'],
    [[row(NaN)], 'row 1: at is NaN'],
    [[row(1), row(2, Infinity)], 'row 2: long is "Infinity"'],
    [[row(1, 1, NaN)], 'row 1: short is "NaN"'],
  ])('names the first bad row of %j', (rows, problem) => {
    expect(findSwapRowProblem(rows)).toContain(problem);
  });

  // Each of them would be reckoned with as a number, and book nothing.
  test.each([
    ['[{"at":1,"long":"-5","short":1}]', 'row 1: long is "-5": give a number'],
    ['[{"at":1,"long":-5,"short":null}]', 'row 1: short is "null": give a number'],
    ['[{"at":1,"long":true,"short":1}]', 'row 1: long is "true": give a number'],
    ['[{"at":1,"long":[-5],"short":1}]', 'row 1: long is "-5": give a number'],
    ['[null]', 'row 1: it is none: give { at, long, short }'],
    ['{"at":1,"long":-5,"short":1}', 'they are no list: give rows { at, long, short }'],
    ['null', 'they are no list'],
  ])('%s of a program in plain JavaScript has one', (json, problem) => {
    expect(findSwapRowProblem(JSON.parse(json) as readonly SwapRow[])).toContain(problem);
  });
});
