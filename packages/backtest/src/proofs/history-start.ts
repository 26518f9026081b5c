import type { Instrument } from '@q/events';
import { timeframeMs } from '@q/events';
import { sessionBucket } from '@q/trading';
import type { MarketSeries } from '../market-data.js';
import type { DeclaredCandles } from './declared-warm-up.js';

export interface HistoryTerms {
  readonly candles: readonly DeclaredCandles[];
  readonly times: number;
  /** When the symbol trades; always where it is left out. */
  readonly session?: Instrument['session'];
}

/**
 * Where a history begins that holds so many times the candles before an instant: counted in candles that are there, not by the calendar, and
 * in whole ones of each timeframe. The begin of the data where they do not hold so many.
 */
export function historyStart(
  { columns, timeframe: base }: MarketSeries,
  before: number,
  { candles, times, session = 'always' }: HistoryTerms,
): number {
  if (times === 0) return before;
  const opens = columns.openTime.subarray(0, columns.length).toSorted();
  const dataBegin = opens[0] ?? before;
  const starts = candles.map(({ timeframe, candles: count }) => {
    const bucket = sessionBucket(timeframe, session);
    const ends = firstAtOrAfter(opens, bucket.openTimeOf(before));
    const first = opens[ends - count * times * (timeframeMs(timeframe) / timeframeMs(base))];
    return first === undefined ? dataBegin : bucket.openTimeOf(first);
  });
  return Math.min(before, ...starts);
}

function firstAtOrAfter(opens: Float64Array, instant: number): number {
  const found = opens.findIndex((open) => open >= instant);
  return found < 0 ? opens.length : found;
}
