import type { Candle } from './candle.js';
import type { CandleCursor } from './candle-cursor.js';

/** Prices in columns. */
export interface PriceStrip {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Candles of one series in columns, oldest first. Only rows that somebody vouches for may be read. */
export interface CandleStrip extends PriceStrip {
  /** ms UTC. */
  readonly openTime: Float64Array;
  readonly volume: Float64Array;
  /** Both sides of the market at the same rows, where its candles have quotes. */
  readonly quotes?: { readonly bid: PriceStrip; readonly ask: PriceStrip } | undefined;
  /** A row as a candle, its quotes included. @throws RangeError where there is no such row */
  candleAt(row: number, timeframeMs: number): Candle;
}

/** Candles that will come one at a time, each as it closes: sound ones, each beginning where the one before it ended. */
export interface CandlesAhead {
  readonly strip: CandleStrip;
  /** Row of the first. */
  readonly first: number;
  readonly count: number;
  readonly periodMs: number;
  /** For whoever goes through them. */
  readonly cursor: CandleCursor;
  /** The account after each close, where the market looked at them and something is open. */
  readonly marks?: AccountMarks;
}

/** What the account is worth after each of several closes: only prices move it. Account currency, exact at its precision. */
export interface AccountMarks {
  readonly currency: string;
  readonly balance: number;
  /** Of the first close and those after it, from the place `from` on, `step` places apart: those of other symbols that close with it lie between. */
  readonly equity: Float64Array;
  readonly openProfit: Float64Array;
  readonly from: number;
  readonly step: number;
}
