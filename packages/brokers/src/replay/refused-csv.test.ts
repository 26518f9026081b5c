import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleDataError } from './candle-data-error.js';
import type { ReadCandleCsvOptions } from './read-candle-csv.js';
import { readCandleCsv } from './read-candle-csv.js';

type Options = Omit<ReadCandleCsvOptions, 'name'>;

function refusal(from: string | Uint8Array, options: Options = {}): CandleDataError {
  try {
    readCandleCsv(from, { name: 'eurusd.csv', ...options });
  } catch (error) {
    if (error instanceof CandleDataError) return error;
    throw error;
  }
  throw new Error('was read');
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HEADER = 'time,open,high,low,close,volume\n';
const ROW = '2025-01-06 00:00,1.1,1.3,1.0,1.2,7\n';

describe('readCandleCsv refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'candles-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('a file that is not there and a folder, and keeps the cause', () => {
    const missing = refusal(join(folder, 'none.csv'));
    expect([missing.name, missing.file, missing.message]).toEqual([
      'CandleDataError',
      'eurusd.csv',
      'eurusd.csv: no such file',
    ]);
    expect(missing.cause).toMatchObject({ code: 'ENOENT' });
    expect(refusal(folder).message).toBe('eurusd.csv: is a directory, not a file of candles');
  });

  it.each([
    ['', 'eurusd.csv: is empty'],
    ['\n\r\n', 'eurusd.csv: is empty'],
    [HEADER, 'eurusd.csv: holds a header and no rows'],
    ['PAR1\u0000\u0001\u0002', 'eurusd.csv: is a binary file, not text'],
    ['\u0001'.repeat(3 << 20), 'eurusd.csv: is a binary file, not text'],
  ])('nothing to read: %p', (text, message) => {
    expect(refusal(bytes(text.slice(0, 3 << 20))).message).toBe(message);
  });

  it('quoted prices of which nobody can tell whether they have thousands', () => {
    const rows = (...closes: string[]): Uint8Array =>
      bytes(
        `${HEADER}${closes.map((close, at) => `2025-01-06 00:0${at},"55,000","55,900","54,800","${close}",7`).join('\n')}`,
      );
    expect(refusal(rows('55,100', '55,200')).message).toBe(
      'eurusd.csv: prices such as "55,000" may have thousands or decimals behind the comma; write them with a decimal point and without thousands separators',
    );
    // One that has two decimals shows what the others are.
    expect(readCandleCsv(rows('55,10', '55,200'), { name: 'eurusd.csv' }).columns.close[1]).toBe(55.2);
  });

  it('UTF-16', () => {
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x74, 0)).message).toBe('eurusd.csv: is UTF-16 text; save it as UTF-8');
  });

  it.each([
    ['a time that is none', `${HEADER}${ROW}yesterday,1,1,1,1,1\n`, 3, "has no time but 'yesterday'"],
    ['a repeated header', `${HEADER}${ROW}${HEADER}`, 3, "has no time but 'time'"],
    ['an impossible day', `${HEADER}${ROW}\n2025-02-30 00:00,1,1,1,1,1\n`, 4, "has no time but '2025-02-30 00:00'"],
    [
      'a time of day that is none',
      'date,time,open,high,low,close\n2025.01.06,25:00,1,1,1,1\n',
      2,
      "has no time but '2025.01.06 25:00'",
    ],
    ['a row that was cut off', `${HEADER}${ROW}2025-01-06 00:01,1.1,1.`, 3, 'has 3 cells instead of 6'],
    [
      'thousands separators without quotes',
      `${HEADER}${ROW}2025-01-06 00:01,1.1,1.3,1.0,1.2,1,009\n`,
      3,
      'has 7 cells',
    ],
    ['such a row without a header', `${ROW}2025-01-06 00:01,1.1,1.3,1.0,1.2,1,009\n`, 2, 'has 7 cells instead of 6'],
    [
      'a time of day that is in the date too',
      'date,time,open,high,low,close\n2025-01-06 00:01,00:01,1,1,1,1\n',
      2,
      "has no time but '2025-01-06 00:01 00:01'",
    ],
    ['rows wider than the header', `open,high,low,close\n${ROW}`, 1, 'cannot be matched'],
  ])('%s, with its line', (_, text, line, problem) => {
    const { message, line: told } = refusal(bytes(text));
    expect(told).toBe(line);
    expect(message).toContain(`eurusd.csv:${line}: `);
    expect(message).toContain(problem);
  });

  it.each([
    [
      'two prices',
      'time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n',
      "open is ambiguous: 'bid_open' or 'ask_open'",
      'columns:',
    ],
    [
      'bid and plain prices',
      'time,open,high,low,close,openask,highask,lowask,closeask\n',
      "'open' or 'openask'",
      'columns:',
    ],
    [
      'one price twice',
      'time,open,high,low,close,Close\n',
      "close is ambiguous: 'close' or 'Close'",
      'columns: { close: ... }',
    ],
    ['two times', 'unix,date,open,high,low,close\n', "time is ambiguous: 'unix' or 'date'", 'columns: { time: ... }'],
    ['no time', 'day,open,high,low,close\n', "no column for time among 'day', 'open'", 'columns: { time: 1'],
    ['no prices', 'time,price\n', "no column for open, high, low, close among 'time', 'price'", 'columns:'],
  ])('a header with %s, and says what to state', (_, header, problem, remedy) => {
    const cells = header.split(',').map((_cell, index) => (index === 0 ? '1736121600' : '1'));
    const { message } = refusal(bytes(`${header}${cells.join(',')}\n`));
    expect(message).toContain(problem);
    expect(message).toContain(remedy);
  });

  it.each([
    ['three numbers', '2025-01-06 00:00,1,2,3\n'],
    ['six numbers', '2025-01-06 00:00,1,1,1,1,5,6\n'],
    ['prices in another order', '2025-01-06 00:00,1.1,1.2,1.3,1.0,7\n2025-01-06 00:01,1.1,1.2,1.3,1.0,7\n'],
    ['no time first', '1.1,1.3,1.0,1.2,7\n'],
    ['blanks between cells', '2025.01.06 00:00 1.1 1.3 1.0 1.2\n'],
  ])('a file without a header and with %s', (_, text) => {
    const { message } = refusal(bytes(text));
    expect(message).toContain('it is unclear what its columns are');
    expect(message).toContain('state `columns: { time: 1, open: 2');
  });

  it('days and months that could be either, until their order is stated', () => {
    const text = `${HEADER}02/01/2025 00:00,1,1,1,1,1\n03/01/2025 00:00,1,1,1,1,1\n`;
    expect(refusal(bytes(text)).message).toContain("no date such as '02/01/2025 00:00' has a day above the 12th");
    expect(refusal(bytes(text)).message).toContain('state `date_order: dmy` or `date_order: mdy`');
  });

  it('distances that are no timeframe, and one row alone', () => {
    const seven = `${HEADER}2025-01-06 00:00,1,1,1,1,1\n2025-01-06 00:07,1,1,1,1,1\n`;
    expect(refusal(bytes(seven)).message).toContain(
      "7 minutes apart, which is no timeframe; state `timeframe:` as one of '1', '2'",
    );
    expect(refusal(bytes(HEADER + ROW)).message).toContain('one row does not show its timeframe; state `timeframe:`');
    expect(refusal(bytes(HEADER + ROW + ROW)).message).toContain(
      'all 2 rows have the same time; give each candle its own',
    );
    expect(refusal(bytes(seven), { timeframe: '15' }).message).toContain("cannot be candles of timeframe '15'");
  });

  it('rows of which the newest comes first', () => {
    const rows = [2, 1, 0].map((minute) => `2025-01-06 00:0${minute},1,1,1,1,1\n`);
    expect(refusal(bytes(HEADER + rows.join(''))).message).toBe(
      'eurusd.csv: the newest row comes first; sort the rows by time, the oldest first',
    );
  });

  it('lines that end with a carriage return alone', () => {
    expect(refusal(bytes((HEADER + ROW + ROW).replaceAll('\n', '\r'))).message).toBe(
      'eurusd.csv: ends its lines with a carriage return alone; save it with line feeds',
    );
  });

  it('a time zone that does not exist', () => {
    expect(refusal(bytes(HEADER + ROW), { timeZone: 'Mars/Base' }).message).toContain(
      "there is no time zone 'Mars/Base'; state `time_zone:`",
    );
  });

  it('stated columns that are not there', () => {
    expect(refusal(bytes(HEADER + ROW), { columns: { open: 'Opn' } }).message).toContain(
      "`columns: { open: Opn }` is not there: the header has 'time'",
    );
    expect(refusal(bytes(ROW), { columns: { open: 9 } }).message).toContain(
      '`columns: { open: 9 }` is not there: the file has no header and 6 columns',
    );
  });

  it('columns of prices without a number', () => {
    const text = `${HEADER}2025-01-06 00:00,a,b,c,d,1\n2025-01-06 00:01,a,b,c,d,1\n`;
    expect(refusal(bytes(text)).message).toContain(
      "the columns taken for prices hold no numbers but 'a', 'b', 'c', 'd'; state `columns:`",
    );
    const thousands = `time;open;high;low;close\n2025-01-06 00:00;2,648.70;2,650.20;2,640.00;2,641.00\n`;
    expect(refusal(bytes(thousands)).message).toContain("hold no numbers but '2,648.70'");
  });
});
