import type { Candle, CandleProblem, PriceBar } from '@q/events';

/**
 * What is wrong with a candle that a feed delivered, `undefined` where nothing is. Quotes must be sound on either side; they may cross.
 * @param last the candle of the series before it
 */
export function findCandleProblem(
  candle: Candle,
  last: Pick<Candle, 'openTime' | 'closeTime'> | undefined,
): CandleProblem | undefined {
  if (!Number.isFinite(candle.volume + candle.openTime + candle.closeTime)) return 'not_a_number';
  const { quotes } = candle;
  const inPrices = findPriceProblem(candle);
  if (inPrices !== undefined) return inPrices;
  const inQuotes = quotes === undefined ? undefined : (findPriceProblem(quotes.bid) ?? findPriceProblem(quotes.ask));
  if (inQuotes !== undefined) return inQuotes;
  if (candle.volume < 0) return 'negative_volume';
  if (last === undefined || candle.openTime >= last.closeTime) return undefined;
  if (candle.openTime === last.openTime) return 'duplicate';
  return candle.openTime < last.openTime ? 'out_of_order' : 'overlapping';
}

function findPriceProblem({ open, high, low, close }: PriceBar): CandleProblem | undefined {
  if (!Number.isFinite(open + high + low + close)) return 'not_a_number';
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) return 'not_positive';
  if (high < low) return 'high_below_low';
  if (open > high || open < low || close > high || close < low) return 'outside_range';
  return undefined;
}
