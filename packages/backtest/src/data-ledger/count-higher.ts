import type { Instrument, Timeframe } from '@q/events';
import { sessionBucket } from '@q/trading';

/** Candles of a higher timeframe that the base candles give. */
export interface HigherCandles {
  readonly timeframe: Timeframe;
  readonly candles: number;
  /** Those that lack a base candle which their time has a place for: `isPartial` says so of the candle, and `bars` how many went in. */
  readonly partial: number;
}

export interface HigherTerms {
  readonly periodMs: number;
  readonly session: Instrument['session'];
}

/**
 * Counts what aggregation makes of base candles: left-closed candles that begin with the session's days, none without a base candle.
 * @param opens times of the sound base candles, ascending
 */
export function countHigher(opens: Float64Array, timeframe: Timeframe, terms: HigherTerms): HigherCandles {
  const { periodMs, session } = terms;
  const bucket = sessionBucket(timeframe, session);
  let candles = 0;
  let partial = 0;
  let begins = -Infinity;
  let ends = -Infinity;
  let bars = 0;
  let last = NaN;
  for (let at = 0; at < opens.length; at += 1) {
    const open = opens[at] ?? NaN;
    if (open >= ends) {
      if (bars > 0 && bars * periodMs < ends - begins) partial += 1;
      candles += 1;
      begins = bucket.openTimeOf(open);
      ends = bucket.closeTimeOf(begins);
      bars = 0;
    }
    if (open !== last) bars += 1;
    last = open;
  }
  if (bars > 0 && bars * periodMs < ends - begins) partial += 1;
  return { timeframe, candles, partial };
}
