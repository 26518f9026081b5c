import type { TickColumns } from '@q/brokers';
import { CandleColumns } from '@q/brokers';
import type { Candle, PriceBar } from '@q/events';
import { timeframeMs } from '@q/events';
import type { MarketSeries } from '../market-data.js';

/** How many rows of a series are known at an instant, ms UTC. */
export function rowsKnownAt({ timeframe, columns }: MarketSeries, instant: number): number {
  const newest = columns.newestOpenTime;
  const lastOpen = instant - timeframeMs(timeframe);
  let [low, high] = [0, columns.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((newest[middle] ?? NaN) <= lastOpen) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Without the candles that close after the instant, and their ticks; the memory is shared. */
export function cutAfter(series: MarketSeries, instant: number): MarketSeries {
  const columns = series.columns.view(0, rowsKnownAt(series, instant));
  columns.keepTicks(ticksKnownAt(series, instant));
  return { ...series, columns };
}

/** Those of the candles that are known then. */
function ticksKnownAt(series: MarketSeries, instant: number): TickColumns | undefined {
  const { columns, timeframe } = series;
  const known = rowsKnownAt(series, instant);
  const newest = known === 0 ? -Infinity : (columns.newestOpenTime[known - 1] ?? NaN);
  return columns.ticks?.before(newest + timeframeMs(timeframe));
}

/**
 * Every candle that closes after the instant is another one, the ones before are as they were. Prices are mirrored at the last close before
 * the cut and go twice as far (c^3 / p^2 for a price p and that close c), so what rose falls, quiet becomes wild, and no price is 0 or less.
 */
export function changedAfter(series: MarketSeries, instant: number): MarketSeries {
  const { columns, timeframe } = series;
  const known = rowsKnownAt(series, instant);
  const middle = (known === 0 ? columns.open[0] : columns.close[known - 1]) ?? NaN;
  const changed = new CandleColumns(columns.length);
  for (let row = 0; row < columns.length; row += 1) {
    const candle = columns.candleAt(row, timeframeMs(timeframe));
    changed.push(row < known ? candle : mirrored(candle, middle));
  }
  // The changed candles are made of no ticks that are known: they are filled as candles.
  changed.keepTicks(ticksKnownAt(series, instant));
  return { ...series, columns: changed };
}

/** What was the ask is the bid: the higher one stays the higher one. */
function mirrored(candle: Candle, middle: number): Candle {
  const bar = ({ open, high, low, close }: PriceBar): PriceBar => {
    const price = (real: number): number => middle ** 3 / real ** 2;
    return { open: price(open), high: price(low), low: price(high), close: price(close) };
  };
  const { quotes, volume } = candle;
  const other = quotes === undefined ? {} : { quotes: { bid: bar(quotes.ask), ask: bar(quotes.bid) } };
  return { ...candle, ...bar(candle), volume: 2 * volume + 1, ...other };
}

/** The same candles, so much later. */
export function movedBy(series: MarketSeries, ms: number): MarketSeries {
  const { columns, timeframe } = series;
  const moved = new CandleColumns(columns.length);
  for (let row = 0; row < columns.length; row += 1) {
    const candle = columns.candleAt(row, timeframeMs(timeframe));
    moved.push({ ...candle, openTime: candle.openTime + ms });
  }
  moved.keepTicks(columns.ticks?.movedBy(ms));
  return { ...series, columns: moved };
}
