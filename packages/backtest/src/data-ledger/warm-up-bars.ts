import { byLength, timeframeMs } from '@q/events';
import { sessionBucket } from '@q/trading';
import type { DeclaredCandles } from '../proofs/declared-warm-up.js';
import type { HigherTerms } from './count-higher.js';

/**
 * Base candles that close before the first close on which one of the strategies has all the candles it waits for; all where none ever has
 * them, 0 without strategies. Counted in candles that are there: a gap makes no timeframe ready.
 * @param opens times of the sound base candles, ascending
 * @param declared what each strategy waits for, by timeframe
 */
export function warmUpBars(
  opens: Float64Array,
  terms: HigherTerms,
  declared: readonly (readonly DeclaredCandles[])[],
): number {
  if (declared.length === 0) return 0;
  return Math.min(...declared.map((own) => barsBefore(opens, terms, own)));
}

function barsBefore(opens: Float64Array, terms: HigherTerms, declared: readonly DeclaredCandles[]): number {
  const { periodMs } = terms;
  const readyAt = Math.max(...declared.map((one) => closeOf(opens, one, terms)));
  if (readyAt === Infinity) return opens.length;
  // A strategy is asked when the lowest of its timeframes closes.
  const askedAt = firstClose(readyAt, declared, terms);
  let count = 0;
  while (count < opens.length && (opens[count] ?? NaN) + periodMs < askedAt) count += 1;
  return count;
}

/** The first close of the lowest timeframe at an instant or after it. */
function firstClose(instant: number, declared: readonly DeclaredCandles[], terms: HigherTerms): number {
  const { periodMs, session } = terms;
  const [lowest] = declared.map(({ timeframe }) => timeframe).sort(byLength);
  if (lowest === undefined || timeframeMs(lowest) <= periodMs) return instant;
  const bucket = sessionBucket(lowest, session);
  return bucket.closeTimeOf(bucket.openTimeOf(instant - 1));
}

/** When the n-th candle of a timeframe closes; Infinity where there are not so many. */
function closeOf(opens: Float64Array, { timeframe, candles }: DeclaredCandles, terms: HigherTerms): number {
  const { periodMs, session } = terms;
  const bucket = sessionBucket(timeframe, session);
  // A base candle ends when its own time is over, wherever it begins.
  const isBase = timeframeMs(timeframe) <= periodMs;
  let [count, ends] = [0, -Infinity];
  for (let at = 0; at < opens.length; at += 1) {
    const open = opens[at] ?? NaN;
    if (open < ends) continue;
    count += 1;
    ends = isBase ? open + periodMs : bucket.closeTimeOf(bucket.openTimeOf(open));
    if (count === candles) return ends;
  }
  return Infinity;
}
