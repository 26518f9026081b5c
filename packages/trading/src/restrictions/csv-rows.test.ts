import fc from 'fast-check';
import { csvRows } from './csv-rows.js';

const cells = (text: string): readonly (readonly string[])[] => csvRows(text).rows.map((row) => row.cells);

describe('csvRows', () => {
  it('takes any line ends, a byte order mark, empty lines and a missing last line end', () => {
    const expected = [
      ['a', 'b'],
      ['1', '2'],
    ];
    for (const text of ['a,b\n1,2\n', '\uFEFFa,b\r\n\r\n1,2', 'a , b\r1,2\r', '\n \na,b\n,\n1,2\n\n'])
      expect(cells(text)).toEqual(expected);
  });

  it('takes commas, quotes and line ends inside quotes', () => {
    expect(cells('"a, b","say ""yes""","two\nlines"\n "x" ,y 5" ,')).toEqual([
      ['a, b', 'say "yes"', 'two\nlines'],
      ['x', 'y 5"', ''],
    ]);
  });

  it('knows on which line a row begins', () => {
    expect(csvRows('a\r\n\r\n"b\r\nb"\nc').rows.map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it.each([
    ['a\n"b\nc', 2],
    ['a\nb,"c"d\n', 2],
    ['"', 1],
  ])('says where the quote of %j is wrong', (text, line) => {
    expect(csvRows(text).wrongQuoteLine).toBe(line);
  });

  it('gives back any table that was written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', 'é') }).map((text) => `x${text}x`);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 })), fc.constantFrom('\n', '\r\n'), (table, end) => {
        const quoted = table.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','));
        expect(cells(quoted.join(end))).toEqual(table);
      }),
    );
  });

  it('reads any text to its end or to a wrong quote', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 30 });
    fc.assert(fc.property(text, (any) => expect(csvRows(any).rows).toBeInstanceOf(Array)));
  });
});
