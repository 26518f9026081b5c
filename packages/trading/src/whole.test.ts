import fc from 'fast-check';
import type { Rounding } from './whole.js';
import { difference, product, roundedQuotient } from './whole.js';

const whole = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger());
const roundings = fc.constantFrom<Rounding>('half_away', 'half_even');

describe('whole numbers', () => {
  it('are multiplied and subtracted as BigInt does it, however large', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(BigInt(product(a, b))).toBe(BigInt(a) * BigInt(b));
        expect(BigInt(difference(a, b))).toBe(BigInt(a) - BigInt(b));
      }),
    );
  });

  it('are divided alike as numbers and as BigInt', () => {
    const divisor = whole.filter((value) => value !== 0);
    fc.assert(
      fc.property(whole, divisor, roundings, (a, b, rounding) => {
        const wanted = roundedQuotient(BigInt(a), BigInt(b), rounding);
        expect(BigInt(roundedQuotient(a, b, rounding))).toBe(wanted);
      }),
      {
        examples: [
          [5, 2, 'half_even'],
          [-5, 2, 'half_even'],
          [7, -2, 'half_even'],
          [-7, 2, 'half_away'],
        ],
      },
    );
  });

  it('have one zero', () => {
    expect([product(0, -5), difference(-0, 0), roundedQuotient(0, -3, 'half_away')]).toEqual([0, 0, 0]);
  });
});
