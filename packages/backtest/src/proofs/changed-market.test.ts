import { tickCandles } from '@q/brokers';
import type { PriceBar } from '@q/events';
import { timeframeMs } from '@q/events';
import type { MarketSeries } from '../market-data.js';
import { findCandleProblem } from '@q/trading';
import { changedAfter, cutAfter, movedBy, rowsKnownAt } from './changed-market.js';
import { columnsOf, MINUTE_MS, START, walk } from './testing/proof-bench.js';

const rows = walk(50);
const series: MarketSeries = { symbol: 'BTCUSD', timeframe: '1', columns: columnsOf(rows) };
const cut = START + 20 * MINUTE_MS;
const candles = ({ columns }: MarketSeries) =>
  Array.from({ length: columns.length }, (_, row) => columns.candleAt(row, timeframeMs('1')));

test('a candle is known when it closes, not a millisecond earlier', () => {
  expect([rowsKnownAt(series, cut - 1), rowsKnownAt(series, cut), rowsKnownAt(series, Infinity)]).toEqual([19, 20, 50]);
  expect(candles(cutAfter(series, cut))).toEqual(candles(series).slice(0, 20));
});

test('a row that stands too late in its source is known together with the one before it', () => {
  const [first, second, third, ...others] = rows;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three rows are needed');
  const unordered = { ...series, columns: columnsOf([first, third, second, ...others]) };
  expect(rowsKnownAt(unordered, third.openTime)).toBe(1);
  expect(rowsKnownAt(unordered, third.openTime + MINUTE_MS)).toBe(3);
});

test('changed candles are sound, every one is another, and what rose falls', () => {
  const [before, after] = [candles(series), candles(changedAfter(series, cut))];
  expect(after.slice(0, 20)).toEqual(before.slice(0, 20));
  const last = before[19]?.close ?? NaN;
  after.slice(20).forEach((candle, at) => {
    const real = before[at + 20];
    expect(findCandleProblem(candle, after[at + 19])).toBeUndefined();
    if (real?.close !== last) expect(candle.close < last).toBe((real?.close ?? NaN) > last);
    expect(candle.volume).not.toBe(real?.volume);
  });
});

test('moved candles differ in their times only', () => {
  expect(
    candles(movedBy(series, 1_000)).map(({ openTime, closeTime, ...rest }) => ({
      ...rest,
      openTime: openTime - 1_000,
      closeTime: closeTime - 1_000,
    })),
  ).toEqual(candles(series));
});

test('of a market with both sides both are changed, and the ask stays above the bid', () => {
  const spread = (by: number, { open, high, low, close }: PriceBar): PriceBar => ({
    open: open + by,
    high: high + by,
    low: low + by,
    close: close + by,
  });
  const quoted = rows.map((row) => ({ ...row, quotes: { bid: spread(-0.01, row), ask: spread(0.01, row) } }));
  const [before, after] = [quoted, candles(changedAfter({ ...series, columns: columnsOf(quoted) }, cut))];
  after.forEach(({ quotes }, at) => {
    if (quotes === undefined) throw new Error('the quotes are lost');
    expect(quotes.ask.close).toBeGreaterThan(quotes.bid.close);
    expect(quotes.bid.high).toBeGreaterThanOrEqual(quotes.bid.low);
    expect(quotes.bid.close === before[at]?.quotes.bid.close).toBe(at < 20);
  });
});

test('ticks are known with their candle: those of a candle that is cut off or changed are gone, moved ones are as late', () => {
  const ticks = rows.flatMap(({ openTime, close }) =>
    [0, 30_000].map((after) => ({ time: openTime + after, last: close })),
  );
  const ticked = { ...series, columns: tickCandles(ticks) };
  const timesOf = ({ columns }: MarketSeries) => [...(columns.ticks?.time ?? [])];
  const known = ticks.slice(0, 40).map(({ time }) => time);
  for (const change of [cutAfter, changedAfter]) {
    expect(timesOf(change(ticked, cut))).toEqual(known);
    // The candle that is under way is not known, and neither are its ticks.
    expect(timesOf(change(ticked, cut + 45_000))).toEqual(known);
    expect(timesOf(change(ticked, START))).toEqual([]);
    expect(change(series, cut).columns.ticks).toBeUndefined();
  }
  expect(timesOf(ticked)).toHaveLength(100);
  expect(timesOf(movedBy(ticked, 1_000))).toEqual(ticks.map(({ time }) => time + 1_000));
});
