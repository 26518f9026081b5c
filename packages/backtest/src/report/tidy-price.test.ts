import * as fc from 'fast-check';
import { tidyPrice } from './tidy-price.js';

test.each([
  [112.3 - 100, 112.3, 12.3],
  [2355.74 - 2349.61, 2355.74, 6.13],
  [1.1002 - 1.0993, 1.1002, 0.0009],
  [0.0000123458 - 0.0000123456, 0.0000123458, 2e-10],
  [0, 1.1, 0],
  [-0, 1.1, 0],
])('%p of prices such as %p is %p', (distance, price, tidy) => {
  expect(tidyPrice(distance, price)).toBe(tidy);
});

test('a mean keeps its digits, and what is no number stays none', () => {
  expect(tidyPrice((1.1 + 1.2 + 1.2) / 3)).toBe(1.1666666666667);
  expect(tidyPrice((1.1003 * 0.1 + 1.1003 * 0.2) / 0.3)).toBe(1.1003);
  expect(tidyPrice(NaN)).toBeNaN();
  expect(tidyPrice(Infinity)).toBe(Infinity);
});

test('the distance of two prices of up to ten digits is what decimal arithmetic makes of it', () => {
  const price = fc.record({ units: fc.integer({ min: 1, max: 2 ** 31 }), decimals: fc.nat(10) });
  fc.assert(
    fc.property(price, fc.integer({ min: 1, max: 2 ** 31 }), ({ units, decimals }, other) => {
      const [a, b] = [Number(`${units}e-${decimals}`), Number(`${other}e-${decimals}`)];
      expect(tidyPrice(a - b, Math.max(a, b))).toBe(Number(`${units - other}e-${decimals}`));
    }),
  );
});
