import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleDataError } from './candle-data-error.js';
import type { ReadTickCsvOptions } from './read-tick-csv.js';
import { readTickCsv } from './read-tick-csv.js';

type Options = Omit<ReadTickCsvOptions, 'name'>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, options: Options = {}) => readTickCsv(bytes(text), { name: 'ticks.csv', ...options });

/** Milliseconds after midnight of 6 January 2025, bid and ask. */
function ticksOf(text: string, options: Options = {}) {
  const { ticks } = read(text, options).columns;
  if (ticks === undefined) throw new Error('there are no ticks');
  return [...ticks.time].map((time, row) => [time - DAY, ticks.bid[row], ticks.ask[row]]);
}

const DAY = Date.UTC(2025, 0, 6);

describe('files as they are sold and exported', () => {
  const METATRADER = [
    '<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>',
    '2025.01.06\t00:00:01.234\t1.10000\t1.10012\t\t\t6',
    '2025.01.06\t00:00:01.300\t\t1.10013\t\t\t4',
    '2025.01.06\t00:00:02.001\t1.09999\t\t1.10001\t3\t2',
    '',
  ].join('\r\n');

  test.each([
    ['timestamp, bid and ask', 'timestamp,bid,ask\n2025-01-06 00:00:01.234,1.1,1.2\n', [[1_234, 1.1, 1.2]]],
    [
      'MetaTrader, with cells that are empty because nothing changed',
      METATRADER,
      [
        [1_234, 1.1, 1.10012],
        [1_300, 1.1, 1.10013],
        [2_001, 1.09999, 1.10013],
      ],
    ],
    [
      'Dukascopy, the ask before the bid, and a volume for either',
      'Gmt time,Ask,Bid,AskVolume,BidVolume\n06.01.2025 00:00:00.123,1.2,1.1,0.75,1.5\n',
      [[123, 1.1, 1.2]],
    ],
    ['semicolons and decimal commas', 'Time;Bid;Ask\n06.01.2025 00:00:01;1,1;1,2\n', [[1_000, 1.1, 1.2]]],
    ['quoted cells', '"Date","Bid Price","Ask Price"\n"2025-01-06T00:00:01Z","1.1","1.2"\n', [[1_000, 1.1, 1.2]]],
    ['trades', 'time,price,qty\n1736121600500,1.1,7\n', [[500, 1.1, 1.1]]],
    ['milliseconds since 1970', 'ts,b,a\n1736121600001,1.1,1.2\n', [[1, 1.1, 1.2]]],
    ['microseconds, cut to milliseconds', 'ts,bid,offer\n1736121600001999,1.1,1.2\n', [[1, 1.1, 1.2]]],
    [
      'decimals of a second, cut to milliseconds',
      'time,bid,ask\n2025-01-06 00:00:00.123987,1.1,1.2\n',
      [[123, 1.1, 1.2]],
    ],
  ])('%s', (_what, text, wanted) => expect(ticksOf(text)).toEqual(wanted));

  test('make candles of middles with quotes; the rows are counted, of the volumes those that are there', () => {
    const { columns, ticks, timeframe } = read(METATRADER);
    expect([timeframe, ticks, columns.length]).toEqual(['1', 3, 1]);
    expect(columns.candleAt(0, 60_000)).toMatchObject({ openTime: DAY, open: 1.10006, close: 1.10006, volume: 3 });
    expect(columns.quotes).toBeDefined();
  });

  test('candles of trades have the sum of the quantities', () => {
    const { columns } = read('time,price,qty\n1736121600500,1.1,7\n1736121600600,1.3,2\n');
    expect(columns.candleAt(0, 60_000)).toMatchObject({ open: 1.1, high: 1.3, close: 1.3, volume: 9 });
    expect([columns.quotes !== undefined, columns.ticks?.isQuoted]).toEqual([false, false]);
  });

  test('MetaTrader’s file of an exchange has bid and ask in its header and trades only in its rows', () => {
    const rows = ['2025.01.06\t00:00:01\t\t\t100.5\t2\t24', '2025.01.06\t00:00:02\t\t\t101\t1\t56'];
    const text = ['<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>', ...rows].join('\n');
    const { columns, ticks } = read(text);
    expect([columns.quotes !== undefined, columns.ticks?.isQuoted, ticks]).toEqual([false, false, 2]);
    expect(columns.candleAt(0, 60_000)).toMatchObject({ open: 100.5, close: 101, volume: 3 });
    expect(ticksOf(text)[0]).toEqual([1_000, 100.5, 100.5]);
  });

  test('bars and timeframe are those that are asked for', () => {
    const text = 'time,bid,ask,last\n2025-01-06 00:00:01,1.1,1.2,\n2025-01-06 00:04:59,1.0,1.3,1.25\n';
    const { columns, timeframe } = read(text, { bars: 'ask', timeframe: '5' });
    expect([timeframe, columns.length]).toEqual(['5', 1]);
    expect(columns.candleAt(0, 300_000)).toMatchObject({ open: 1.2, close: 1.3, volume: 2 });
    expect(read(text, { bars: 'last', timeframe: '5' }).columns.candleAt(0, 300_000)).toMatchObject({ open: 1.25 });
  });

  test('blank lines are no ticks', () => {
    expect(ticksOf('time,bid,ask\n\n2025-01-06 00:00:01,1.1,1.2\n , , \n2025-01-06 00:00:02,1.1,1.2\n\n')).toHaveLength(
      2,
    );
  });
});

describe('columns', () => {
  test.each<readonly [string, string, Options['columns']]>([
    ['by position, without a header', '1.2,x,2025-01-06 00:00:01,1.1\n', { time: 3, ask: 1, bid: 4 }],
    ['by name', 'when,sell,buy\n2025-01-06 00:00:01,1.1,1.2\n', { time: 'when', bid: 'sell', ask: 'buy' }],
    ['over those that the names would say', 'time,bid,ask,mine\n2025-01-06 00:00:01,9,1.2,1.1\n', { bid: 'mine' }],
    ['with a time of day of its own', '2025-01-06,00:00:01,1.1,1.2\n', { time: 1, time_of_day: 2, bid: 3, ask: 4 }],
    [
      'of the whole time, beside date and time of day',
      'date,time,stamp,bid,ask\n2025-01-01,00:00:09,2025-01-06 00:00:01,1.1,1.2\n',
      { time: 'stamp' },
    ],
  ])('are taken as they are stated: %s', (_what, text, columns) => {
    expect(ticksOf(text, { columns })).toEqual([[1_000, 1.1, 1.2]]);
  });

  test.each<readonly [string, string, Options['columns'], string]>([
    ['no header', '2025-01-06,1.1,1.2\n', {}, 'ticks.csv:1: no column for time in a file without a header'],
    [
      'no prices stated',
      '2025-01-06,1.1\n',
      { time: 1 },
      'ticks.csv:1: no column for bid and ask, or last, in a file without',
    ],
    [
      'no time',
      'x,bid,ask\n1,1.1,1.2\n',
      {},
      "ticks.csv:1: no column for time among 'x', 'bid', 'ask'; state `columns: { time: 1",
    ],
    ['one side', 'time,bid\n2025-01-06,1.1\n', {}, "no column for bid and ask, or last, among 'time', 'bid'"],
    [
      'a name that is not there',
      'time,bid,ask\n2025-01-06,1,2\n',
      { bid: 'BID' },
      'ticks.csv: `columns: { bid: BID }` is not there: the header has',
    ],
    [
      'a position that is not there',
      '2025-01-06,1,2\n',
      { time: 1, bid: 2, ask: 4 },
      '`columns: { ask: 4 }` is not there: the file has no header and 3',
    ],
    [
      'words for prices',
      'time,bid,ask\n2025-01-06,x,y\n',
      {},
      "ticks.csv: the columns taken for prices hold no numbers but 'x', 'y'",
    ],
  ])('are refused: %s', (_what, text, columns, message) => {
    expect(() => read(text, { columns })).toThrow(message);
  });
});

describe('times', () => {
  const winter = 'time,bid,ask\n2025-01-06 02:00:01,1.1,1.2\n';

  test.each([
    ['UTC', 7_201_000],
    ['+02:00', 1_000],
    ['Europe/Athens', 1_000],
  ])('without a zone are those of a clock in %s', (timeZone, wanted) => {
    expect(ticksOf(winter, { timeZone })[0]?.[0]).toBe(wanted);
  });

  test('with a zone are UTC whatever the clock', () => {
    expect(ticksOf('time,bid,ask\n2025-01-06T02:00:01+02:00,1.1,1.2\n', { timeZone: 'Asia/Tokyo' })[0]?.[0]).toBe(
      1_000,
    );
  });

  test('a day before its month is told by the dates, or stated', () => {
    const text = 'time,bid,ask\n01/06/2025 00:00:01,1.1,1.2\n';
    expect(() => read(text)).toThrow(/^ticks\.csv: the order of day and month is ambiguous/);
    expect(ticksOf(text, { dateOrder: 'mdy' })[0]?.[0]).toBe(1_000);
    expect(ticksOf(`${text}01/31/2025 00:00:01,1.1,1.2\n`)[0]?.[0]).toBe(1_000);
  });

  test('a zone that is none is refused', () => {
    expect(() => read(winter, { timeZone: 'Mars/Base' })).toThrow("ticks.csv: there is no time zone 'Mars/Base'");
  });
});

describe('a row that cannot be used is refused with file and line', () => {
  const HEADER = 'time,bid,ask,volume\n';
  const ROW = '2025-01-06 00:00:01,1.1,1.2,\n';

  test.each([
    ['yesterday,1.1,1.2,', "has no time but 'yesterday'"],
    ['2025-02-30 00:00:01,1.1,1.2,', "has no time but '2025-02-30 00:00:01'"],
    [',1.1,1.2,', "has no time but ''"],
    [
      '2025-01-06 00:00:00.999,1.1,1.2,',
      'is older (2025-01-06T00:00:00.999Z) than the one before it (2025-01-06T00:00:01.000Z)',
    ],
    ['2025-01-06 00:00:01', 'has 1 cells instead of 3'],
    ['2025-01-06 00:00:01,1.1', 'has 2 cells instead of 3'],
    ['2025-01-06 00:00:01,1.1,1.2,3,,4', 'has 6 cells instead of 4'],
    ['2025-01-06 00:00:01,1,1000,1,1002', 'has 5 cells instead of 4'],
    ['2025-01-06 00:00:01,,,5', 'has no price: bid and ask, or last, are needed'],
    ['2025-01-06 00:00:01,x,1.2,', 'has bid NaN, which is no price'],
    ['2025-01-06 00:00:01,1.1,0,', 'has ask 0, which is no price'],
    ['2025-01-06 00:00:01,-1.1,1.2,', 'has bid -1.1, which is no price'],
    ['2025-01-06 00:00:01,1.1,1.2,-5', 'has volume -5, which is none'],
    ['2025-01-06 00:00:01,1.1,1.2,much', 'has volume NaN, which is none'],
  ])('%s', (row, problem) => {
    expect(() => read(`${HEADER}${ROW}\n${row}\n`)).toThrow(`ticks.csv:4: the tick ${problem}`);
    expect(() => read(`${HEADER}${ROW}\n${row}\n`)).toThrow(CandleDataError);
  });

  test('also a row that ends before its time', () => {
    const text = 'bid,ask,time\n1.1,1.2,2025-01-06 00:00:01\n1.1,1.3\n';
    expect(() => read(text)).toThrow('ticks.csv:3: the tick has 2 cells instead of 3');
    const split = 'bid,ask,date,time\n1.1,1.2,2025-01-06,00:00:01\n1.1,1.3,2025-01-06\n';
    expect(() => read(split)).toThrow('ticks.csv:3: the tick has 3 cells instead of 4');
  });
});

test.each([
  ['', 'is empty'],
  ['time,bid,ask\n', 'holds a header and no rows'],
  ['time,bid,ask\n2025-01-06 00:00:01,1.1,\n2025-01-06 00:00:02,1.2,\n', 'has no tick with prices of both sides'],
])('a file without ticks is refused: %p', (text, problem) => {
  expect(() => read(text)).toThrow(`ticks.csv: ${problem}`);
});

test('trades make no candles of middles, and the file is named', () => {
  expect(() => read('time,price\n2025-01-06,1.1\n', { bars: 'mid' })).toThrow(
    /^ticks\.csv: ticks of trades make candles of traded prices only: bars is mid/,
  );
});

test('a file is read in pieces, to the last line, and one that is not there is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ticks-'));
  const path = join(folder, 'many.csv');
  const rows = Array.from({ length: 60_000 }, (_, row) => `${DAY + row * 100},1.1,${(1.2 + row / 1e5).toFixed(5)}`);
  writeFileSync(path, `time,bid,ask\n${rows.join('\n')}`);
  const { columns, ticks } = readTickCsv(path, { name: 'many.csv' });
  expect([ticks, columns.length, columns.ticks?.ask.at(-1)]).toEqual([60_000, 100, 1.79999]);
  rmSync(folder, { recursive: true });
  expect(() => readTickCsv(path, { name: 'many.csv' })).toThrow('many.csv: no such file');
});
