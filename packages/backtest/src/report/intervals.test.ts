import fc from 'fast-check';
import { isNotAvailable } from './figure.js';
import {
  bootstrapInterval,
  meanInterval,
  sharpeError,
  sharpeInterval,
  studentT95,
  wilsonInterval,
} from './intervals.js';
import { mean } from './statistics.js';

test.each([
  [0.5, 12, 0.306],
  [0.5, 60, 0.137],
  [1, 12, 0.354],
  [1, 60, 0.158],
  [2, 24, 0.354],
  [3, 60, 0.303],
])(
  'the standard error of a Sharpe ratio of %d over %d periods is %d, as in table 1 of Lo 2002',
  (ratio, periods, error) => {
    expect(sharpeError(ratio, periods)).toBeCloseTo(error, 3);
  },
);

test('the interval of a daily ratio of 0.1 over 100 days, scaled to 400 days a year', () => {
  // Error sqrt(1.005 / 100) = 0.100250; reach 0.196486; scale 20.
  const { low, high } = sharpeInterval(0.1, 100, 400);
  expect(low).toBeCloseTo(20 * (0.1 - 0.196486), 4);
  expect(high).toBeCloseTo(20 * (0.1 + 0.196486), 4);
});

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %d in %d is %d to %d, as Newcombe 1998 gives it for the score method', (hits, count, low, high) => {
  const interval = wilsonInterval(hits, count);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('a win rate lies inside its interval, and both in 0 to 1', () => {
  const parts = fc
    .integer({ min: 1, max: 5_000 })
    .chain((count) => fc.tuple(fc.integer({ min: 0, max: count }), fc.constant(count)));
  fc.assert(
    fc.property(parts, ([hits, count]) => {
      const { low, high } = wilsonInterval(hits, count);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(hits / count);
      expect(high).toBeGreaterThanOrEqual(hits / count);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  [19, 2.093_02],
  [29, 2.045_23],
  [40, 2.021_08],
  [60, 2.0003],
  [120, 1.979_93],
])('the 97.5 %% point of Student with %d degrees of freedom is %d, as in the tables', (freedom, point) => {
  expect(studentT95(freedom)).toBeCloseTo(point, 4);
});

test('the interval of the mean of 1 to 30 is 15.5 +- 2.04523 * sqrt(77.5) / sqrt(30)', () => {
  const { low, high } = meanInterval(Array.from({ length: 30 }, (_, at) => at + 1));
  expect(low).toBeCloseTo(15.5 - 3.28725, 4);
  expect(high).toBeCloseTo(15.5 + 3.28725, 4);
});

test('resampling the mean of even values comes near to the interval of the normal distribution', () => {
  const values = Array.from({ length: 400 }, (_, at) => at);
  const interval = bootstrapInterval(values, mean, { seed: 1, resamples: 4_000 });
  if (isNotAvailable(interval)) throw new Error(interval.na);
  // Deviation of 0 to 399 is 115.5, of the mean 5.77.
  expect(interval.low).toBeCloseTo(199.5 - 1.96 * 5.77, -0.5);
  expect(interval.high).toBeCloseTo(199.5 + 1.96 * 5.77, -0.5);
});

test('one seed gives one interval, and equal values an interval of no width', () => {
  const values = [3, -1, 4, -1, 5, -9, 2, 6];
  const once = bootstrapInterval(values, mean, { seed: 5, resamples: 500 });
  expect(bootstrapInterval(values, mean, { seed: 5, resamples: 500 })).toEqual(once);
  expect(bootstrapInterval(values, mean, { seed: 6, resamples: 500 })).not.toEqual(once);
  expect(bootstrapInterval([2, 2, 2], mean, { seed: 5, resamples: 500 })).toEqual({ low: 2, high: 2 });
});

test('where more than 2.5 % of the resamples have nothing to divide by there is no interval', () => {
  const factor = (drawn: Float64Array): number =>
    drawn.filter((one) => one > 0).length / drawn.filter((one) => one < 0).length;
  // A resample of forty misses a single loss in (39/40)^40 = 36 % of the cases.
  expect(
    bootstrapInterval([...Array.from({ length: 39 }, () => 1), -1], factor, { seed: 1, resamples: 1_000 }),
  ).toEqual({
    na: 'too few losses: more than 2.5 % of the resamples have none',
  });
});
