import type { Instrument } from '@q/events';
import type { Rate } from './conversion.js';
import { decimal, multiply, roundedUnits } from './decimal.js';
import type { MoneyRounding } from './money.js';
import { currencyDecimals, quoteAmount } from './money.js';

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
  /** From quote to account currency, in place of the price. */
  readonly rate?: Rate | undefined;
}

/**
 * Interest for carrying a position, in minor units of the account currency, exact up to its rounding:
 * perLot * lots * nights, and of points that times contract size / 10^digits in quote currency, turned over at the rate or the price.
 */
export function swapMinor(position: CarriedPosition, rounding: MoneyRounding = {}): number {
  const { instrument, perLot, unit, volume, nights, currency } = position;
  const decimals = currencyDecimals(currency);
  const sum = multiply(multiply(decimal(perLot), decimal(volume)), decimal(nights));
  if (unit === 'money') return Number(roundedUnits(sum, decimals, undefined, rounding.rounding));
  const { units, scale } = multiply(sum, decimal(instrument.contractSize));
  const { value, over } = quoteAmount({ units, scale: scale + instrument.digits }, position, rounding);
  return Number(roundedUnits(value, decimals, over, rounding.rounding));
}
