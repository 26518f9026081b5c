import { timeframeMs } from '@q/events';
import type { DeclaredCandles } from '../proofs/declared-warm-up.js';

/**
 * Base candles that close before the first close on which one of the strategies has all the candles it waits for; all where none ever has
 * them, 0 without strategies. Counted in candles that are there: a gap makes no timeframe ready.
 * @param opens times of the sound base candles, ascending
 * @param declared what each strategy waits for, by timeframe
 */
export function warmUpBars(
  opens: Float64Array,
  periodMs: number,
  declared: readonly (readonly DeclaredCandles[])[],
): number {
  if (declared.length === 0) return 0;
  return Math.min(...declared.map((own) => barsBefore(opens, periodMs, own)));
}

function barsBefore(opens: Float64Array, periodMs: number, declared: readonly DeclaredCandles[]): number {
  const readyAt = Math.max(...declared.map((one) => closeOf(opens, one)));
  const lowestMs = Math.min(...declared.map(({ timeframe }) => timeframeMs(timeframe)));
  // A strategy is asked when the lowest of its timeframes closes.
  const askedAt = Math.ceil(readyAt / lowestMs) * lowestMs;
  let count = 0;
  while (count < opens.length && (opens[count] ?? NaN) + periodMs < askedAt) count += 1;
  return count;
}

/** When the n-th candle of a timeframe closes; Infinity where there are not so many. */
function closeOf(opens: Float64Array, { timeframe, candles }: DeclaredCandles): number {
  const bucketMs = timeframeMs(timeframe);
  let [count, ends] = [0, -Infinity];
  for (let at = 0; at < opens.length; at += 1) {
    const open = opens[at] ?? NaN;
    if (open < ends) continue;
    count += 1;
    ends = Math.floor(open / bucketMs) * bucketMs + bucketMs;
    if (count === candles) return ends;
  }
  return Infinity;
}
