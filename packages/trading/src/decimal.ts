/** A decimal number without error: `units` / 10^`scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** The decimal that a number shows: its shortest text, so 0.1 is one tenth. @throws RangeError for NaN and infinities */
export function decimal(value: number): Decimal {
  for (let scale = 0; scale < POWERS.length; scale += 1) {
    const power = POWERS[scale] as number;
    const units = Math.round(value * power);
    if (units / power === value && Math.abs(units) < EXACT) return { units: BigInt(units), scale };
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
  return scale >= 0 ? { units, scale } : { units: units * tenTo(-scale), scale: 0 };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescaled(a, scale) - rescaled(b, scale), scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  return subtract(a, { units: -b.units, scale: b.scale });
}

/** What becomes of exactly half a unit: away from zero, or to the even neighbour. */
export type Rounding = 'half_away' | 'half_even';

const ONE: Decimal = { units: 1n, scale: 0 };

/** `value` / `divisor` in units of 10^-`decimals`. */
export function roundedUnits(
  value: Decimal,
  decimals: number,
  divisor: Decimal = ONE,
  rounding: Rounding = 'half_away',
): bigint {
  if (divisor.units === 1n && divisor.scale === 0 && value.scale <= decimals)
    return value.units * tenTo(decimals - value.scale);
  let numerator = value.units * tenTo(decimals + divisor.scale);
  let denominator = divisor.units * tenTo(value.scale);
  if (denominator < 0n) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const size = numerator < 0n ? -numerator : numerator;
  const away = (size * 2n + denominator) / (denominator * 2n);
  const isHalf = rounding === 'half_even' && (size * 2n) % (denominator * 2n) === denominator;
  const rounded = isHalf && away % 2n === 1n ? away - 1n : away;
  return numerator < 0n ? -rounded : rounded;
}

/** A value at so many decimals. */
export function roundedDecimal(value: Decimal, decimals: number, rounding: Rounding = 'half_away'): Decimal {
  return { units: roundedUnits(value, decimals, ONE, rounding), scale: decimals };
}

function rescaled(value: Decimal, scale: number): bigint {
  return scale === value.scale ? value.units : value.units * tenTo(scale - value.scale);
}

const TENS = Array.from({ length: 32 }, (_, exponent) => 10n ** BigInt(exponent));

function tenTo(exponent: number): bigint {
  return TENS[exponent] ?? 10n ** BigInt(exponent);
}
