import type { Instrument } from '@q/events';
import type { Quotient, Rate } from './conversion.js';
import { decimal, multiply, roundedUnits } from './decimal.js';
import { exactValue } from './exact-value.js';
import type { MoneyRounding } from './money.js';
import { currencyDecimals, quoteAmount } from './money.js';

export type SwapUnit = 'points' | 'money' | 'percent';

/** Of a hundred. */
const NIGHTS_OF_YEAR = decimal(365 * 100);

export interface CarriedPosition {
  readonly instrument: Instrument;
  /** For one lot and night, negative where the trader pays: points of 10^-digits, account currency, or percent of its value for a year. */
  readonly perLot: number;
  readonly unit: SwapUnit;
  /** Lots. */
  readonly volume: number;
  readonly nights: number;
  /** At which the position could be closed, or the middle that it has its value at. */
  readonly price: number;
  readonly currency: string;
  /** From quote to account currency, in place of the price. */
  readonly rate?: Rate | undefined;
}

/**
 * Interest for carrying a position, in minor units of the account currency, exact up to its rounding:
 * perLot * lots * nights, and of points that times contract size / 10^digits in quote currency, turned over at the rate or the price;
 * of percent the value of the lots times perLot * nights / 36,500.
 */
export function swapMinor(position: CarriedPosition, rounding: MoneyRounding = {}): number {
  const { instrument, perLot, unit, volume, nights, currency } = position;
  const decimals = currencyDecimals(currency);
  const sum = multiply(multiply(decimal(perLot), decimal(volume)), decimal(nights));
  if (unit === 'money') return Number(roundedUnits(sum, decimals, undefined, rounding.rounding));
  if (unit === 'percent') {
    const { value, over } = worthOf(position);
    const forNights = multiply(multiply(decimal(perLot), decimal(nights)), value);
    return Number(roundedUnits(forNights, decimals, multiply(over, NIGHTS_OF_YEAR), rounding.rounding));
  }
  const { units, scale } = multiply(sum, decimal(instrument.contractSize));
  const { value, over } = quoteAmount({ units, scale: scale + instrument.digits }, position, rounding);
  return Number(roundedUnits(value, decimals, over, rounding.rounding));
}

/** An account in the base currency needs no price for it, whatever its rate. */
function worthOf({ rate, ...position }: CarriedPosition): Quotient {
  const { instrument, currency } = position;
  return exactValue(instrument.baseCurrency === currency ? position : { ...position, rate });
}
