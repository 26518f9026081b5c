/** A whole number without error: a `bigint` where a number cannot be sure to be one. */
export type Whole = number | bigint;

/** What becomes of exactly half a unit: away from zero, or to the even neighbour. */
export type Rounding = 'half_away' | 'half_even';

export function product(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const whole = a * b;
    // A product that is too large is not made small by rounding. Of zeros there is one only.
    if (Number.isSafeInteger(whole)) return whole + 0;
  }
  return BigInt(a) * BigInt(b);
}

export function difference(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const whole = a - b;
    if (Number.isSafeInteger(whole)) return whole + 0;
  }
  return BigInt(a) - BigInt(b);
}

/** The nearest whole number to a quotient; `rounding` decides between two that are equally near. */
export function roundedQuotient(numerator: Whole, denominator: Whole, rounding: Rounding): Whole {
  if (typeof numerator === 'number' && typeof denominator === 'number') {
    const sign = numerator < 0 === denominator < 0 ? 1 : -1;
    return roundedNumbers(Math.abs(numerator), Math.abs(denominator), { sign, rounding });
  }
  return roundedBigInts(BigInt(numerator), BigInt(denominator), rounding);
}

/** Of two safe integers: their remainder is exact, and so is the quotient without it. */
function roundedNumbers(
  size: number,
  denominator: number,
  { sign, rounding }: { readonly sign: 1 | -1; readonly rounding: Rounding },
): number {
  const rest = size % denominator;
  const whole = (size - rest) / denominator;
  const missing = denominator - rest;
  const staysEven = rounding === 'half_even' && whole % 2 === 0;
  const isUp = rest > missing || (rest === missing && !staysEven);
  return sign * (isUp ? whole + 1 : whole) + 0;
}

function roundedBigInts(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const [numerator, denominator] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
  const size = numerator < 0n ? -numerator : numerator;
  const away = (size * 2n + denominator) / (denominator * 2n);
  const isHalf = rounding === 'half_even' && (size * 2n) % (denominator * 2n) === denominator;
  const rounded = isHalf && away % 2n === 1n ? away - 1n : away;
  return numerator < 0n ? -rounded : rounded;
}
