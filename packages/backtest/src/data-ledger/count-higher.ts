import type { Calendar, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';

/** Candles of a higher timeframe that the base candles give. */
export interface HigherCandles {
  readonly timeframe: Timeframe;
  readonly candles: number;
  /** Those that lack a base candle which the session has a place for: built from fewer, and told by `bars` of the candle. */
  readonly partial: number;
}

export interface HigherTerms {
  readonly symbol: string;
  readonly periodMs: number;
  readonly calendar: Calendar;
}

/**
 * Counts what aggregation makes of base candles: left-closed candles on the UTC grid, none without a base candle.
 * @param opens times of the sound base candles, ascending
 */
export function countHigher(opens: Float64Array, timeframe: Timeframe, terms: HigherTerms): HigherCandles {
  const bucketMs = timeframeMs(timeframe);
  const full = bucketMs / terms.periodMs;
  const isPartial = (begins: number, bars: number, first: number): boolean =>
    bars < full && bars < places({ begins, ends: begins + bucketMs, first }, terms);
  let candles = 0;
  let partial = 0;
  let begins = -Infinity;
  let bars = 0;
  let first = NaN;
  let last = NaN;
  for (let at = 0; at < opens.length; at += 1) {
    const open = opens[at] ?? NaN;
    if (open >= begins + bucketMs) {
      if (bars > 0 && isPartial(begins, bars, first)) partial += 1;
      candles += 1;
      begins = Math.floor(open / bucketMs) * bucketMs;
      bars = 0;
      first = open;
    }
    if (open !== last) bars += 1;
    last = open;
  }
  if (bars > 0 && isPartial(begins, bars, first)) partial += 1;
  return { timeframe, candles, partial };
}

/** Base candles that the session has room for in a bucket, on the grid of one that is there. */
function places(
  { begins, ends, first }: { readonly begins: number; readonly ends: number; readonly first: number },
  { symbol, periodMs, calendar }: HigherTerms,
): number {
  let count = 0;
  for (let place = begins + ((first - begins) % periodMs); place < ends; place += periodMs)
    if (calendar.isOpen(symbol, place)) count += 1;
  return count;
}
