import type { Fill, Instrument } from '@q/events';

/**
 * Account currency for a unit of the quote currency at a fill; `undefined` where none is needed: the account is in the quote currency, or in the
 * base currency, whose rate is the price.
 * @throws Error where one is needed and the venue did not say it
 */
export function fillRate(
  { rate, tradeId, symbol }: Fill,
  { quoteCurrency, baseCurrency }: Instrument,
  currency: string,
): number | undefined {
  if (quoteCurrency === currency || baseCurrency === currency) return undefined;
  if (rate !== undefined) return rate;
  throw new Error(
    `fill ${tradeId} of ${symbol} does not say what a unit of ${quoteCurrency} was in ${currency}: its venue has to tell the rate`,
  );
}
