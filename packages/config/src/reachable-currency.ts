import type { Instrument } from '@q/events';
import { conversionPath } from '@q/trading';
import type { Finding } from './problems/finding.js';

/** Traded symbols whose money cannot be turned into the currency of the account, neither by themselves nor through the others. */
export function unreachableCurrencies(
  instruments: Readonly<Record<string, Instrument>>,
  currency: string,
): readonly Finding[] {
  const all = Object.values(instruments);
  return all
    .filter(
      ({ quoteCurrency, baseCurrency }) =>
        baseCurrency !== currency && conversionPath(quoteCurrency, currency, all) === undefined,
    )
    .map(({ symbol, quoteCurrency, baseCurrency }): Finding => {
      const message = `the results of ${symbol} are in ${quoteCurrency} and cannot be turned into account.currency ${currency}: trade a symbol between ${quoteCurrency} and ${currency} too, or keep the account in ${quoteCurrency} or ${baseCurrency}`;
      return {
        kind: 'cross-field',
        path: ['account', 'currency'],
        at: 'value',
        message,
        value: currency,
        or: { path: ['trading', 'symbols'] },
      };
    });
}
