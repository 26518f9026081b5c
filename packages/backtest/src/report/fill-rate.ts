import type { Fill, Instrument } from '@q/events';

/**
 * Account currency for a unit of the quote currency at a fill; `undefined` where none is needed: the account is in the quote currency, or in the
 * base currency, whose rate is the price.
 * @throws Error where one is needed and no fill says it
 */
export function fillRate(
  fill: Pick<Fill, 'rate'> | undefined,
  { symbol, quoteCurrency, baseCurrency }: Instrument,
  currency: string,
): number | undefined {
  if (quoteCurrency === currency || baseCurrency === currency) return undefined;
  if (fill?.rate !== undefined) return fill.rate;
  throw new Error(
    `no fill of ${symbol} says what a unit of ${quoteCurrency} was in ${currency}: the report needs the fills of all trades, with the rates that their venue had`,
  );
}
