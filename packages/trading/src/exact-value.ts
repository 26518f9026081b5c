import type { Instrument } from '@q/events';
import type { Decimal } from './decimal.js';
import { decimal, multiply } from './decimal.js';
import { cannotConvert } from './money.js';

export interface ValuedVolume {
  readonly instrument: Instrument;
  readonly price: number;
  /** Lots. */
  readonly volume: number;
  readonly currency: string;
}

/**
 * Value of a volume in account currency without error: price * lots * contract size in quote currency or, where the account is in the
 * base currency, lots * contract size.
 * @throws Error where the account currency is neither the instrument's quote nor its base currency
 */
export function exactValue({ instrument, price, volume, currency }: ValuedVolume): Decimal {
  const units = multiply(decimal(volume), decimal(instrument.contractSize));
  if (instrument.quoteCurrency === currency) return multiply(units, decimal(price));
  if (instrument.baseCurrency === currency) return units;
  throw new Error(cannotConvert(instrument, currency));
}
