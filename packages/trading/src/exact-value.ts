import type { Quotient } from './conversion.js';
import { exactlyConverted } from './conversion.js';
import { decimal, multiply } from './decimal.js';
import { exactUnits } from './exact-units.js';
import type { QuoteTerms } from './money.js';
import { quoteAmount } from './money.js';

export interface ValuedVolume extends QuoteTerms {
  /** Lots. */
  readonly volume: number;
}

/**
 * Value of a volume in account currency without error: price * lots * contract size in quote currency, turned over at the rate, or
 * lots * contract size where the account is in the base currency and there is no rate.
 * @throws Error where the account currency is neither the instrument's quote nor its base currency and there is no rate
 */
export function exactValue(valued: ValuedVolume): Quotient {
  const { instrument, price, volume, currency, rate } = valued;
  const units = exactUnits(volume, instrument);
  if (rate === undefined && instrument.baseCurrency === currency && instrument.quoteCurrency !== currency)
    return exactlyConverted(units, []);
  return quoteAmount(multiply(units, decimal(price)), valued);
}
