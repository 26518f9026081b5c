import { existsSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candle } from '@q/events';
import { findCandleProblem } from '@q/trading';
import type { CandleRow } from '../feed/candle-columns.js';
import { CandleColumns } from '../feed/candle-columns.js';
import { createReplayFeed } from './replay-feed.js';
import { pairQuotes } from './pair-quotes.js';
import { readQuoteCsv } from './read-quote-csv.js';

const MINUTE_MS = 60_000;
const row = (minute: number, open: number, high: number, low: number, close: number, volume = 1): CandleRow => ({
  openTime: minute * MINUTE_MS,
  ...{ open, high, low, close, volume },
});
const columns = (...rows: readonly CandleRow[]): CandleColumns => CandleColumns.of(rows);
const candles = (of: CandleColumns): Candle[] =>
  Array.from({ length: of.length }, (_, index) => of.candleAt(index, MINUTE_MS));

const BID = columns(row(0, 91.715, 91.715, 91.653, 91.653, 2), row(1, 91.653, 91.707, 91.653, 91.661, 3));
const ASK = columns(row(0, 91.717, 91.717, 91.655, 91.656, 5), row(1, 91.655, 91.71, 91.654, 91.666, 7));

test('a candle of middle prices is the mean of both sides to eight decimals, half a tick kept, and both volumes', () => {
  const [first, second] = candles(pairQuotes({ bid: BID, ask: ASK }).columns);
  expect(first).toMatchObject({ open: 91.716, high: 91.716, low: 91.654, close: 91.6545, volume: 7 });
  expect(second).toMatchObject({ open: 91.654, high: 91.7085, low: 91.6535, close: 91.6635, volume: 10 });
  expect(first?.quotes).toEqual({
    bid: { open: 91.715, high: 91.715, low: 91.653, close: 91.653 },
    ask: { open: 91.717, high: 91.717, low: 91.655, close: 91.656 },
  });
});

test.each([
  ['bid', { open: 91.715, high: 91.715, low: 91.653, close: 91.653, volume: 2 }],
  ['ask', { open: 91.717, high: 91.717, low: 91.655, close: 91.656, volume: 5 }],
] as const)('a candle of %s prices is that side, with the quotes of both', (bars, wanted) => {
  const [first] = candles(pairQuotes({ bid: BID, ask: ASK, bars }).columns);
  expect(first).toMatchObject(wanted);
  expect(first?.quotes?.bid.open).toBe(91.715);
});

const TRADES = columns(row(0, 91.716, 91.717, 91.653, 91.655, 40), row(3, 91.66, 91.67, 91.65, 91.665, 60));

test('a candle of traded prices has those of its minute, or the last close before where nothing was traded', () => {
  const bid = columns(row(0, 1, 1, 1, 1), row(1, 2, 2, 2, 2), row(2, 3, 3, 3, 3), row(3, 4, 4, 4, 4));
  const paired = pairQuotes({ bid, ask: bid, last: TRADES, bars: 'last' });
  const found = candles(paired.columns);
  const flat = { open: 91.655, high: 91.655, low: 91.655, close: 91.655, volume: 0 };
  expect(found).toMatchObject([
    { open: 91.716, high: 91.717, low: 91.653, close: 91.655, volume: 40 },
    flat,
    flat,
    { open: 91.66, high: 91.67, low: 91.65, close: 91.665, volume: 60 },
  ]);
  expect(found.map(({ quotes }) => [quotes?.bid.open, quotes?.ask.close])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
  ]);
  expect(paired.unmatched).toBe(0);
});

test('trades without quotes, and quotes before the first trade, are candles that are reported', () => {
  const bid = columns(row(-1, 1, 1, 1, 1), row(1, 2, 2, 2, 2), row(3, 3, 3, 3, 3));
  const paired = pairQuotes({ bid, ask: bid, last: TRADES, bars: 'last' });
  const found = candles(paired.columns).map((candle) => [
    candle.openTime / MINUTE_MS,
    findCandleProblem(candle, undefined),
    candle.close,
  ]);
  expect(found).toEqual([
    [-1, 'not_a_number', NaN],
    [0, 'not_a_number', NaN],
    // The trade of minute 0 is the last one before.
    [1, undefined, 91.655],
    [3, undefined, 91.665],
  ]);
  expect(paired.unmatched).toBe(1);
});

test('a row whose time is no number ends nothing and is reported', () => {
  const bid = columns({ ...row(0, 1, 1, 1, 1), openTime: NaN }, row(1, 2, 2, 2, 2));
  const found = candles(pairQuotes({ bid, ask: columns(row(1, 2, 2, 2, 2)) }).columns);
  expect(found.map((candle) => findCandleProblem(candle, undefined))).toEqual(['not_a_number', undefined]);
});

test('traded prices that are not asked for are not read, and such that are must be given', () => {
  expect(candles(pairQuotes({ bid: BID, ask: ASK, last: TRADES }).columns)).toHaveLength(2);
  expect(() => pairQuotes({ bid: BID, ask: ASK, bars: 'last' })).toThrow(/give last, too/);
});

test('prices that are not known are refused', () => {
  const { bars } = JSON.parse('{"bars":"open"}') as { bars: 'mid' };
  expect(() => pairQuotes({ bid: BID, ask: ASK, bars })).toThrow(
    'bars is open, and must be one of bid, ask, mid, last',
  );
});

test('a time that only one side has stays in as a candle without prices, which is reported, at its place', () => {
  const bid = columns(row(0, 1, 1, 1, 1), row(1, 1, 1, 1, 1), row(3, 1, 1, 1, 1));
  const ask = columns(row(0, 2, 2, 2, 2), row(2, 2, 2, 2, 2), row(3, 2, 2, 2, 2), row(4, 2, 2, 2, 2));
  for (const bars of ['bid', 'ask', 'mid'] as const) {
    const paired = pairQuotes({ bid, ask, bars });
    expect(paired.unmatched).toBe(3);
    const problems = candles(paired.columns).map((candle) => [
      candle.openTime / MINUTE_MS,
      findCandleProblem(candle, undefined),
    ]);
    expect(problems).toEqual([
      [0, undefined],
      [1, 'not_a_number'],
      [2, 'not_a_number'],
      [3, undefined],
      [4, 'not_a_number'],
    ]);
  }
});

test('a side that is unsound makes the candle unsound, also where its prices are those of the other side', () => {
  const ask = columns(row(0, 92, 91, 93, 92), row(1, 91.655, 91.71, 91.654, NaN));
  const found = candles(pairQuotes({ bid: BID, ask, bars: 'bid' }).columns);
  expect(found.map((candle) => findCandleProblem(candle, undefined))).toEqual(['high_below_low', 'not_a_number']);
});

test('a series has quotes in every row or in none', () => {
  const quotes = { bid: row(0, 1, 1, 1, 1), ask: row(0, 1, 1, 1, 1) };
  const mixed = CandleColumns.of([{ ...row(0, 1, 1, 1, 1), quotes }]);
  expect(() => mixed.push(row(1, 1, 1, 1, 1))).toThrow(/row 2 differs/);
  expect(() => columns(row(0, 1, 1, 1, 1)).push({ ...row(1, 1, 1, 1, 1), quotes })).toThrow(/row 2 differs/);
});

test('a replay of a part of them hands over the quotes that belong to each candle', () => {
  const { columns: paired } = pairQuotes({ bid: BID, ask: ASK });
  const feed = createReplayFeed({ series: [{ symbol: 'USDJPY', timeframe: '1', columns: paired }], from: MINUTE_MS });
  const handed: Candle[] = [];
  const inbox = { candles: (some: readonly Candle[]) => void handed.push(...some), failed: () => undefined };
  feed.request({ symbol: 'USDJPY', timeframe: '1', after: 0, until: 9 * MINUTE_MS }, inbox);
  expect(handed).toEqual([candles(paired)[1]]);
});

describe('two files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quotes-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, minutes: readonly number[]): string => {
    const path = join(folder, name);
    const lines = minutes.map((minute) => `2025-01-06 00:${String(minute).padStart(2, '0')},1.1,1.2,1.0,1.1`);
    writeFileSync(path, ['time,open,high,low,close', ...lines, ''].join('\n'));
    return path;
  };

  test('are matched by time, and say how many rows stand alone', () => {
    const [bid, ask] = [file('bid.csv', [0, 1, 2, 3]), file('ask.csv', [0, 1, 3, 4])];
    const read = readQuoteCsv({ bid, ask }, {});
    expect([read.timeframe, read.columns.length, read.unmatched]).toEqual(['1', 5, 2]);
  });

  test('of different timeframes are refused, by name', () => {
    const [bid, ask] = [file('one.csv', [0, 1, 2, 3]), file('five.csv', [0, 5, 10, 15])];
    expect(() => readQuoteCsv({ bid, ask }, {})).toThrow(
      /five\.csv: has candles of timeframe '5', and .*one\.csv of '1'/,
    );
    expect(() => readQuoteCsv({ bid, ask: bid, last: ask, bars: 'last' }, {})).toThrow(
      /five\.csv: has candles of timeframe '5'.*; bid and last must have the same/,
    );
  });

  test('have traded prices from a third file', () => {
    const [bid, last] = [file('bid.csv', [0, 1, 2, 3]), file('last.csv', [0, 2, 3])];
    const read = readQuoteCsv({ bid, ask: bid, last, bars: 'last' }, {});
    expect([read.columns.length, read.unmatched]).toEqual([4, 0]);
    expect(candles(read.columns).map(({ high }) => high)).toEqual([1.2, 1.1, 1.2, 1.2]);
  });
});

const DATA = join(__dirname, '../../../../../shared/data');
const REAL = { bid: join(DATA, 'usdjpy-m1-bid-2013.csv'), ask: join(DATA, 'usdjpy-m1-ask-2013.csv') };
const isThere = existsSync(REAL.bid) && existsSync(REAL.ask);
if (!isThere) process.stderr.write('SKIPPED: ../shared lacks the quotes of USDJPY; no real quotes are read\n');

(isThere ? test : test.skip)('a month of real quotes pairs row for row, crossed ones included, and is sound', () => {
  const { timeframe, columns: paired, unmatched } = readQuoteCsv(REAL, {});
  expect([timeframe, paired.length, unmatched]).toEqual(['1', 28_761, 0]);
  const all = candles(paired);
  expect(all.filter((candle) => findCandleProblem(candle, undefined) !== undefined)).toEqual([]);
  // Rows whose bid opens or closes above the ask, counted from the files by an independent program.
  const crossed = all.filter(({ quotes }) => {
    return quotes !== undefined && (quotes.bid.open > quotes.ask.open || quotes.bid.close > quotes.ask.close);
  });
  expect(crossed).toHaveLength(1_344);
});
