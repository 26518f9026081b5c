import type { Instrument } from '@q/events';
import { decimal, multiply, roundedUnits } from './decimal.js';
import { cannotConvert, currencyDecimals } from './money.js';

export interface CarriedPosition {
  readonly instrument: Instrument;
  /** For one lot and night, negative where the trader pays: points of 10^-digits, or account currency. */
  readonly perLot: number;
  readonly unit: 'points' | 'money';
  /** Lots. */
  readonly volume: number;
  readonly nights: number;
  /** At which the position could be closed. */
  readonly price: number;
  readonly currency: string;
}

/**
 * Interest for carrying a position, in minor units of the account currency, exact up to one rounding, half away from zero:
 * perLot * lots * nights, and of points that times contract size / 10^digits in quote currency, turned over at the price.
 */
export function swapMinor({ instrument, perLot, unit, volume, nights, price, currency }: CarriedPosition): number {
  const decimals = currencyDecimals(currency);
  const sum = multiply(multiply(decimal(perLot), decimal(volume)), decimal(nights));
  if (unit === 'money') return Number(roundedUnits(sum, decimals));
  const { units, scale } = multiply(sum, decimal(instrument.contractSize));
  const inQuote = { units, scale: scale + instrument.digits };
  if (instrument.quoteCurrency === currency) return Number(roundedUnits(inQuote, decimals));
  if (instrument.baseCurrency === currency) return Number(roundedUnits(inQuote, decimals, decimal(price)));
  throw new Error(cannotConvert(instrument, currency));
}
