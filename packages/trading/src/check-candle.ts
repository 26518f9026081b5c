import type { Candle, CandleProblem } from '@q/events';

/**
 * What is wrong with a candle that a feed delivered, `undefined` where nothing is.
 * @param last the candle of the series before it
 */
export function findCandleProblem(candle: Candle, last: Candle | undefined): CandleProblem | undefined {
  const { open, high, low, close, volume } = candle;
  if (!Number.isFinite(open + high + low + close + volume + candle.openTime + candle.closeTime)) return 'not_a_number';
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) return 'not_positive';
  if (high < low) return 'high_below_low';
  if (open > high || open < low || close > high || close < low) return 'outside_range';
  if (volume < 0) return 'negative_volume';
  if (last === undefined || candle.openTime >= last.closeTime) return undefined;
  if (candle.openTime === last.openTime) return 'duplicate';
  return candle.openTime < last.openTime ? 'out_of_order' : 'overlapping';
}
