import type { Timeframe } from '@q/events';

/** Where the candles of a timeframe begin and end, ms UTC; the begin belongs to a candle, the end to the next one. */
export interface CandleBucket {
  /** Open time of the candle that an instant falls into. */
  openTimeOf(instant: number): number;
  /** Close time of the candle that opens then. */
  closeTimeOf(openTime: number): number;
}

/** The buckets of each timeframe in one market. */
export type BucketOf = (timeframe: Timeframe) => CandleBucket;

/** Candles on the UTC grid, all of the same length. */
export function utcBucket(bucketMs: number): CandleBucket {
  return {
    openTimeOf: (instant) => Math.floor(instant / bucketMs) * bucketMs,
    closeTimeOf: (openTime) => openTime + bucketMs,
  };
}
