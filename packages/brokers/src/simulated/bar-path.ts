import type { PriceBar, Side } from '@q/events';

/**
 * Which way the price is taken to have gone inside a candle: to the worse extreme first for every position, up first, down first, or to the
 * extreme first that is nearer to the open.
 */
export type BarPath = 'pessimistic' | 'open_high_low_close' | 'open_low_high_close' | 'nearest_extreme_first';

/** Whether a target is taken before the stop of a position of `side` where a candle reaches both; `bar` is of its closing side. */
export function isTargetFirst(
  path: BarPath,
  {
    side,
    stop,
    target,
    bar,
  }: { readonly side: Side; readonly stop: number; readonly target: number; readonly bar: PriceBar },
): boolean {
  if (path === 'pessimistic') return false;
  const sign = side === 'buy' ? 1 : -1;
  if (sign * (bar.open - stop) <= 0) return false;
  if (sign * (bar.open - target) >= 0) return true;
  return isHighFirst(path, bar) === (side === 'buy');
}

/** Of two extremes that are as near, the low comes first. */
function isHighFirst(path: BarPath, { open, high, low }: PriceBar): boolean {
  return path === 'nearest_extreme_first' ? high - open < open - low : path === 'open_high_low_close';
}
