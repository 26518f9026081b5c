import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CandleSeries, ReadCandleCsvOptions } from './read-candle-csv.js';
import { readCandleCsv } from './read-candle-csv.js';

type Options = Omit<ReadCandleCsvOptions, 'name'>;

function read(text: string, options: Options = {}): CandleSeries {
  return readCandleCsv(new TextEncoder().encode(text), { name: 'eurusd.csv', ...options });
}

/** Rows as text: time, open, high, low, close, volume. */
function rowsOf({ columns }: CandleSeries): string[] {
  return Array.from({ length: columns.length }, (_, index) => {
    const { openTime, open, high, low, close, volume } = columns.candleAt(index, 0);
    return [new Date(openTime).toISOString().slice(0, 16), open, high, low, close, volume].join(' ');
  });
}

const TWO = ['2025-01-06T00:00 1.1 1.3 1 1.2 7', '2025-01-06T00:05 1.2 1.4 1.1 1.3 8'];
const TWO_WITHOUT_VOLUME = TWO.map((row) => row.replace(/ \d$/, ' 0'));

describe('readCandleCsv reads', () => {
  it.each([
    [
      'a header and offsets',
      'timestamp,open,high,low,close,volume\n2025-01-06 00:00:00+00:00,1.1,1.3,1.0,1.2,7\n2025-01-06 00:05:00+00:00,1.2,1.4,1.1,1.3,8\n',
    ],
    [
      'a first column without a name',
      ',Open,High,Low,Close,Volume\n2025-01-06 00:00:00,1.1,1.3,1.0,1.2,7\n2025-01-06 00:05:00,1.2,1.4,1.1,1.3,8\n',
    ],
    [
      'tick volume',
      'time,open,high,low,close,tick_volume,real_volume\n2025-01-06 00:00:00,1.1,1.3,1.0,1.2,7,0\n2025-01-06 00:05:00,1.2,1.4,1.1,1.3,8,0\n',
    ],
    [
      'a MetaTrader 5 export',
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n2025.01.06\t00:00:00\t1.1\t1.3\t1.0\t1.2\t7\t0\t9\r\n2025.01.06\t00:05:00\t1.2\t1.4\t1.1\t1.3\t8\t0\t9\r\n',
    ],
    ['a MetaTrader 4 export', '2025.01.06,00:00,1.1,1.3,1.0,1.2,7\r\n2025.01.06,00:05,1.2,1.4,1.1,1.3,8\r\n'],
    [
      'seconds since 1970',
      'time,open,high,low,close,volume\n1736121600,1.1,1.3,1.0,1.2,7\n1736121900,1.2,1.4,1.1,1.3,8',
    ],
    ['milliseconds, without a header', '1736121600000,1.1,1.3,1.0,1.2,7\n1736121900000,1.2,1.4,1.1,1.3,8\n'],
    [
      'ISO times',
      'Date,Open,High,Low,Close,Adj Close,Volume\n2025-01-06T00:00:00Z,1.1,1.3,1.0,1.2,1.2,7\n2025-01-06T00:05:00Z,1.2,1.4,1.1,1.3,1.3,8\n',
    ],
    [
      'semicolons and decimal commas',
      'Time;Open;High;Low;Close;Volume\n06.01.2025 00:00;1,1;1,3;1,0;1,2;7\n06.01.2025 00:05;1,2;1,4;1,1;1,3;8\n',
    ],
    ['semicolons without a header', '20250106 000000;1.1;1.3;1.0;1.2;7\n20250106 000500;1.2;1.4;1.1;1.3;8\n'],
    [
      'quotes',
      '"time","open","high","low","close","volume"\n"2025-01-06 00:00","1.1","1.3","1.0","1.2","7"\n"2025-01-06 00:05","1.2","1.4","1.1","1.3","8"\n',
    ],
    [
      'decimal commas in quotes',
      'time,open,high,low,close,volume\n2025-01-06 00:00,"1,1","1,3","1,0","1,2",7\n2025-01-06 00:05,"1,2","1,4","1,1","1,3",8\n',
    ],
    [
      'a byte order mark, blanks and empty lines',
      '\ufefftime, open, high, low, close, volume\n\n2025-01-06 00:00, 1.1, 1.3, 1.0, 1.2, 7 \n\r\n2025-01-06 00:05, 1.2, 1.4, 1.1, 1.3, 8\n\n,,,,,\n\n',
    ],
    [
      'columns in another order',
      'volume,close,low,high,open,symbol,time\n7,1.2,1.0,1.3,1.1,EURUSD,2025-01-06 00:00\n8,1.3,1.1,1.4,1.2,EURUSD,2025-01-06 00:05\n',
    ],
    [
      'months first, where a later day tells',
      'time,open,high,low,close,volume\n1/6/2025 00:00,1.1,1.3,1.0,1.2,7\n1/6/2025 00:05,1.2,1.4,1.1,1.3,8\n1/13/2025 00:05,1.2,1.4,1.1,1.3,8\n',
    ],
    [
      'bid prices alone',
      'time,bid_open,bid_high,bid_low,bid_close,volume\n2025-01-06 00:00,1.1,1.3,1.0,1.2,7\n2025-01-06 00:05,1.2,1.4,1.1,1.3,8\n',
    ],
  ])('%s', (_, text) => {
    const series = read(text);
    expect(rowsOf(series).slice(0, 2)).toEqual(TWO);
    expect(series.timeframe).toBe('5');
    expect(series.report).toMatchObject({ rows: series.columns.length, badCells: 0 });
  });

  it('files without a volume', () => {
    const text = '2025-01-06 00:00,1.1,1.3,1.0,1.2\n2025-01-06 00:05,1.2,1.4,1.1,1.3\n';
    expect(rowsOf(read(text))).toEqual(TWO_WITHOUT_VOLUME);
    expect(rowsOf(read(`time,open,high,low,close\n${text}`))).toEqual(TWO_WITHOUT_VOLUME);
    expect(rowsOf(read(`time,open,high,low,close,volume\n${text.replaceAll('\n', ',\n')}`))).toEqual(
      TWO_WITHOUT_VOLUME,
    );
  });

  it('times without a zone as UTC, or by the clocks of the place that is stated', () => {
    const text =
      'time,open,high,low,close\n2025-07-06 12:00,1,1,1,1\n2025-07-06 12:01:00+01:00,1,1,1,1\n2025-07-06 14:02,1,1,1,1\n';
    const times = (options: Options): string[] =>
      rowsOf(read(text, { timeframe: '1', ...options })).map((row) => row.slice(11, 16));
    expect(times({})).toEqual(['12:00', '11:01', '14:02']);
    expect(times({ timeZone: 'Europe/Athens' })).toEqual(['09:00', '11:01', '11:02']);
    expect(times({ timeZone: '+03:00' })).toEqual(['09:00', '11:01', '11:02']);
  });

  it('the columns that are stated, by name or by position', () => {
    const text =
      'unix,date,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n1736121600,x,1.1,1.3,1.0,1.2,2,2,2,2\n1736121900,x,1.2,1.4,1.1,1.3,2,2,2,2\n';
    const prices = { open: 'bid_open', high: 'bid_high', low: 'bid_low', close: 'bid_close' };
    expect(rowsOf(read(text, { columns: { time: 'unix', ...prices } }))).toEqual(TWO_WITHOUT_VOLUME);
    const bare = '9,1.2,1.0,1.3,1.1,2025-01-06,00:00\n9,1.3,1.1,1.4,1.2,2025-01-06,00:05\n';
    const positions = { time: 6, time_of_day: 7, open: 5, high: 4, low: 3, close: 2 };
    expect(rowsOf(read(bare, { columns: positions }))).toEqual(TWO_WITHOUT_VOLUME);
  });

  it('days or months first as stated', () => {
    const text = 'date,open,high,low,close\n02/01/2025,1,1,1,1\n03/01/2025,1,1,1,1\n';
    expect(rowsOf(read(text, { dateOrder: 'dmy' })).map((row) => row.slice(0, 10))).toEqual([
      '2025-01-02',
      '2025-01-03',
    ]);
    expect(rowsOf(read(text, { dateOrder: 'mdy', timeframe: '1d' })).map((row) => row.slice(0, 10))).toEqual([
      '2025-02-01',
      '2025-03-01',
    ]);
  });

  it('the mistakes of the data as they stand', () => {
    const text =
      'time,open,high,low,close,volume\n2025-01-06 00:00,1,2,3,4,5\n2025-01-06 00:01,n/a,,-1,0,x\n2025-01-06 00:01,1,1,1,1,1\n2025-01-06 00:00,1,1,1,1,1\n2025-01-06 00:02,1,1,1,1,1\n';
    const series = read(text);
    expect(rowsOf(series)).toEqual([
      '2025-01-06T00:00 1 2 3 4 5',
      '2025-01-06T00:01 NaN NaN -1 0 NaN',
      '2025-01-06T00:01 1 1 1 1 1',
      '2025-01-06T00:00 1 1 1 1 1',
      '2025-01-06T00:02 1 1 1 1 1',
    ]);
    expect(series.report).toMatchObject({ rows: 5, badCells: 3, firstBadLine: 3 });
    expect(series.timeframe).toBe('1');
  });

  it('the timeframe from the most frequent distance, or as stated where rows are sparse', () => {
    const at = (...minutes: number[]): string =>
      minutes.map((minute) => `${1_736_121_600 + minute * 60},1,1,1,1\n`).join('');
    expect(read(at(0, 15, 30, 90, 105, 4_000)).timeframe).toBe('15');
    expect(read(at(0, 1_440, 2_880)).timeframe).toBe('1d');
    expect(read(at(0, 7, 14), { timeframe: '1' }).timeframe).toBe('1');
  });

  it('a file that is longer than one piece exactly like its bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'candles-'));
    try {
      const lines = Array.from(
        { length: 80_000 },
        (_, index) => `${1_736_121_600 + index * 60},${1 + index / 1e5},2,1,1.5,${index}`,
      );
      const text = `\ufefftime,open,high,low,close,volume\n${lines.join('\r\n')}`;
      const path = join(folder, 'long.csv');
      writeFileSync(path, text);
      expect(text.length).toBeGreaterThan(2 << 20);
      const fromFile = readCandleCsv(path, { name: 'long.csv' });
      const fromBytes = read(text);
      expect(fromFile.columns.length).toBe(80_000);
      expect(rowsOf(fromFile)).toEqual(rowsOf(fromBytes));
      expect(fromFile.report).toEqual(fromBytes.report);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
