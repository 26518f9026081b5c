import type { Candle, PriceBar } from '@q/events';
import { CandleColumns } from '../feed/candle-columns.js';

/** Which prices the published candle has: those of one side, or the middle between both. */
export type QuoteBars = 'bid' | 'ask' | 'mid';

export interface QuotePair {
  readonly bid: CandleColumns;
  readonly ask: CandleColumns;
  /** Default mid. */
  readonly bars?: QuoteBars | undefined;
}

export interface PairedQuotes {
  readonly columns: CandleColumns;
  /** Rows that only one side has: they are among the columns, without prices, so that they are reported as bad candles. */
  readonly unmatched: number;
}

/**
 * One series of candles with quotes from the rows of both sides, matched by open time while both are read from the front. A row
 * whose other side is missing has no prices (`NaN`), so that it is reported as a bad candle.
 */
export function pairQuotes({ bid, ask, bars = 'mid' }: QuotePair): PairedQuotes {
  const columns = new CandleColumns(Math.max(bid.length, ask.length));
  let unmatched = 0;
  for (let [b, a] = [0, 0]; b < bid.length || a < ask.length;) {
    const bidTime = b < bid.length ? (bid.openTime[b] ?? NaN) : Infinity;
    const askTime = a < ask.length ? (ask.openTime[a] ?? NaN) : Infinity;
    if (bidTime === askTime) {
      columns.push(paired(bid.candleAt(b, 1), ask.candleAt(a, 1), bars));
      b += 1;
      a += 1;
      continue;
    }
    columns.push({
      openTime: Math.min(bidTime, askTime),
      ...NOTHING,
      volume: 0,
      quotes: { bid: NOTHING, ask: NOTHING },
    });
    unmatched += 1;
    if (bidTime < askTime) b += 1;
    else a += 1;
  }
  return { columns, unmatched };
}

const NOTHING: PriceBar = { open: NaN, high: NaN, low: NaN, close: NaN };

function paired(bid: Candle, ask: Candle, bars: QuoteBars) {
  const quotes = { bid: pricesOf(bid), ask: pricesOf(ask) };
  const volume = { bid: bid.volume, ask: ask.volume, mid: bid.volume + ask.volume }[bars];
  const prices = bars === 'mid' ? middleOf(bid, ask) : quotes[bars];
  return { openTime: bid.openTime, ...prices, volume, quotes };
}

function pricesOf({ open, high, low, close }: PriceBar): PriceBar {
  return { open, high, low, close };
}

function middleOf(bid: PriceBar, ask: PriceBar): PriceBar {
  return {
    open: middle(bid.open, ask.open),
    high: middle(bid.high, ask.high),
    low: middle(bid.low, ask.low),
    close: middle(bid.close, ask.close),
  };
}

const DECIMALS = 1e8;

/** Rounded to eight decimals: half a tick is kept, the dust of binary fractions is not. */
function middle(bid: number, ask: number): number {
  return Math.round(((bid + ask) / 2) * DECIMALS) / DECIMALS;
}
