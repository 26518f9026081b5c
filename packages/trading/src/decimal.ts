import type { Rounding, Whole } from './whole.js';
import { difference, product, roundedQuotient } from './whole.js';

export type { Rounding, Whole } from './whole.js';

/** A decimal number without error: `units` / 10^`scale`. */
export interface Decimal {
  readonly units: Whole;
  readonly scale: number;
}

/** The decimal that a number shows: its shortest text, so 0.1 is one tenth. @throws RangeError for NaN and infinities */
export function decimal(value: number): Decimal {
  for (let scale = 0; scale < POWERS.length; scale += 1) {
    const power = POWERS[scale] as number;
    const units = Math.round(value * power);
    if (units / power === value && Math.abs(units) < EXACT) return { units, scale };
  }
  return decimalOfText(value);
}

/** A number of at most 15 digits has one decimal of that length, and it is the one that its text shows. */
const EXACT = 1e15;
const POWERS = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);

function decimalOfText(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no amount`);
  const [mantissa = '0', exponent = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: product(units, tenTo(-scale)), scale: 0 };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: product(a.units, b.units), scale: a.scale + b.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: difference(rescaled(a, scale), rescaled(b, scale)), scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  return subtract(a, { units: -b.units, scale: b.scale });
}

const ONE: Decimal = { units: 1, scale: 0 };

/** `value` / `divisor` in units of 10^-`decimals`. */
export function roundedUnits(
  value: Decimal,
  decimals: number,
  divisor: Decimal = ONE,
  rounding: Rounding = 'half_away',
): Whole {
  const exponent = decimals + divisor.scale - value.scale;
  const numerator = exponent < 0 ? value.units : product(value.units, tenTo(exponent));
  const denominator = exponent < 0 ? product(divisor.units, tenTo(-exponent)) : divisor.units;
  return denominator === 1 ? numerator : roundedQuotient(numerator, denominator, rounding);
}

/** A value at so many decimals. */
export function roundedDecimal(value: Decimal, decimals: number, rounding: Rounding = 'half_away'): Decimal {
  return { units: roundedUnits(value, decimals, ONE, rounding), scale: decimals };
}

function rescaled(value: Decimal, scale: number): Whole {
  return scale === value.scale ? value.units : product(value.units, tenTo(scale - value.scale));
}

const TENS = Array.from({ length: 32 }, (_, exponent) => (exponent <= 15 ? 10 ** exponent : 10n ** BigInt(exponent)));

function tenTo(exponent: number): Whole {
  return TENS[exponent] ?? 10n ** BigInt(exponent);
}
