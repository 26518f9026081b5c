import fc from 'fast-check';
import { covariance, deviation, lowerTailMean, mean, quantile, sum } from './statistics.js';

test('the deviation of 2, 4, 4, 4, 5, 5, 7, 9 is the root of 32 / 7', () => {
  expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
});

test('the covariance of two columns is that of the sums by hand', () => {
  // Deviations -1, 0, 1 and -2, -1, 3: products 2 + 0 + 3, over 2.
  expect(covariance([1, 2, 3], [4, 5, 9])).toBe(2.5);
});

test('the quartiles of 1 to 10 are those of type 7: 3.25, 5.5, 7.75', () => {
  const values = [7, 3, 10, 1, 5, 8, 2, 9, 4, 6];
  expect([0.25, 0.5, 0.75].map((share) => quantile(values, share))).toEqual([3.25, 5.5, 7.75]);
  expect([quantile(values, 0), quantile(values, 1), quantile([4], 0.3)]).toEqual([1, 10, 4]);
});

test('the lower tail of 1 to 100 is the five smallest', () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  // The 5 % quantile lies at place 4.95: 5.95.
  expect(quantile(values, 0.05)).toBeCloseTo(5.95, 12);
  expect(lowerTailMean(values, 0.05)).toBe(3);
});

test('of nothing there is no mean, deviation or quantile', () => {
  expect([mean([]), deviation([]), deviation([1]), quantile([], 0.5)]).toEqual([NaN, NaN, NaN, NaN]);
  expect(sum([])).toBe(0);
});

test('the mean of a tail is never above its quantile, and never below the least', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const dust = 1e-6;
      expect(lowerTailMean(list, share)).toBeLessThanOrEqual(quantile(list, share) + dust);
      expect(lowerTailMean(list, share)).toBeGreaterThanOrEqual(Math.min(...list) - dust);
    }),
  );
});
