import fc from 'fast-check';
import type { Decimal } from './decimal.js';
import { decimal, multiply, roundedUnits, subtract } from './decimal.js';

/** A fraction in exact arithmetic, made from the text of a number: the reference that the code is held against. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

function fraction(value: number): Fraction {
  const [, sign = '', whole = '0', rest = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const top = BigInt(`${whole}${rest}`) * (sign === '-' ? -1n : 1n);
  const exponent = Number(power) - rest.length;
  return exponent >= 0 ? { top: top * 10n ** BigInt(exponent), bottom: 1n } : { top, bottom: 10n ** BigInt(-exponent) };
}

const isSame = (a: Fraction, b: Fraction): boolean => a.top * b.bottom === b.top * a.bottom;
const asFraction = ({ units, scale }: Decimal): Fraction => ({
  top: BigInt(units),
  bottom: 10n ** BigInt(scale),
});

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e25, max: 1e25 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
);

describe('decimal', () => {
  it('is exactly what the number shows', () => {
    fc.assert(
      fc.property(number, (value) => expect(isSame(asFraction(decimal(value)), fraction(value))).toBe(true)),
      { examples: [[0.1], [-0.07], [1e-7], [-1.5e-10], [1.5e21], [1e300], [5e-324], [0], [-0]] },
    );
  });

  it('refuses what is no number', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(() => decimal(value)).toThrow(RangeError);
  });

  it('multiplies and subtracts without error', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [fraction(a), fraction(b)];
        const product = { top: x.top * y.top, bottom: x.bottom * y.bottom };
        const difference = { top: x.top * y.bottom - y.top * x.bottom, bottom: x.bottom * y.bottom };
        expect(isSame(asFraction(multiply(decimal(a), decimal(b))), product)).toBe(true);
        expect(isSame(asFraction(subtract(decimal(a), decimal(b))), difference)).toBe(true);
      }),
    );
  });
});

describe('roundedUnits', () => {
  it.each([
    [0.125, 12n],
    [0.135, 14n],
    [-0.125, -12n],
    [-0.135, -14n],
    [0.1250001, 13n],
    [0.1249999, 12n],
    [0.005, 0n],
    [-0.005, 0n],
    [0.015, 2n],
  ])('of %f is to the even cent where half a cent is to go there', (value, wanted) => {
    expect(BigInt(roundedUnits(decimal(value), 2, undefined, 'half_even'))).toBe(wanted);
  });

  it.each([
    [0.005, 2, 1n],
    [-0.005, 2, -1n],
    [0.0049999, 2, 0n],
    [-0.0049999, 2, 0n],
    [1.005, 2, 101n],
    [-2.5, 0, -3n],
    [2.5, 0, 3n],
    [1.5, 0, 2n],
    [0.49, 0, 0n],
  ])('rounds %d half away from zero at %d decimals', (value, decimals, wanted) => {
    expect(BigInt(roundedUnits(decimal(value), decimals))).toBe(wanted);
  });

  it('is the nearest whole number of units, and of two equally near ones the one further from zero', () => {
    const divisor = number.filter((value) => value !== 0);
    fc.assert(
      fc.property(number, divisor, fc.nat(8), (value, by, decimals) => {
        const [x, y] = [fraction(value), fraction(by)];
        // value / by * 10^decimals = top / bottom, with bottom > 0.
        const sign = y.top < 0n ? -1n : 1n;
        const top = x.top * y.bottom * 10n ** BigInt(decimals) * sign;
        const bottom = x.bottom * y.top * sign;
        const units = BigInt(roundedUnits(decimal(value), decimals, decimal(by)));
        const off = units * bottom - top;
        const distance = off < 0n ? -off : off;
        expect(distance * 2n <= bottom).toBe(true);
        // A tie went away from zero: |units| * bottom is beyond |top|.
        if (distance * 2n === bottom) expect(top > 0n ? off > 0n : off < 0n).toBe(true);
      }),
    );
  });
});
