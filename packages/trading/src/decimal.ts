/** A decimal number without error: `units` / 10^`scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** The decimal that a number shows: its shortest text, so 0.1 is one tenth. @throws RangeError for NaN and infinities */
export function decimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no amount`);
  const [mantissa = '0', exponent = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescaled(a, scale) - rescaled(b, scale), scale };
}

/** `value` / `divisor` in units of 10^-`decimals`, half away from zero. */
export function roundedUnits(value: Decimal, decimals: number, divisor: Decimal = { units: 1n, scale: 0 }): bigint {
  let numerator = value.units * 10n ** BigInt(decimals + divisor.scale);
  let denominator = divisor.units * 10n ** BigInt(value.scale);
  if (denominator < 0n) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const doubled = numerator * 2n;
  return numerator >= 0n
    ? (doubled + denominator) / (denominator * 2n)
    : -((-doubled + denominator) / (denominator * 2n));
}

function rescaled(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}
