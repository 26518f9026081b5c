import type { Interval, NotAvailable } from './figure.js';
import { SeededDraws } from './seeded-draws.js';
import { deviation, mean } from './statistics.js';

/** Two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * Interval of an annual Sharpe ratio from independent daily returns: standard error of the daily ratio SR is
 * sqrt((1 + SR^2 / 2) / days), both scaled by sqrt(days a year). Source: Lo, The Statistics of Sharpe Ratios, 2002, equation 9.
 */
export function sharpeInterval(daily: number, days: number, daysPerYear: number): Interval {
  const reach = Z95 * sharpeError(daily, days);
  const scale = Math.sqrt(daysPerYear);
  return { low: (daily - reach) * scale, high: (daily + reach) * scale };
}

/** Standard error of a Sharpe ratio that is not annual, by Lo 2002. */
export function sharpeError(ratio: number, periods: number): number {
  return Math.sqrt((1 + ratio ** 2 / 2) / periods);
}

/** Interval of a share, 0 to 1: the score interval of Wilson 1927, without correction for continuity. */
export function wilsonInterval(hits: number, count: number): Interval {
  const share = hits / count;
  const square = Z95 ** 2;
  const middle = hits + square / 2;
  const reach = Z95 * Math.sqrt(count * share * (1 - share) + square / 4);
  const low = (middle - reach) / (count + square);
  const high = (middle + reach) / (count + square);
  // In exact arithmetic the share lies inside, and 0 and 1 are the ends of all; binary fractions may miss by a hair.
  return { low: Math.max(0, Math.min(low, share)), high: Math.min(1, Math.max(high, share)) };
}

/** Interval of the mean of independent values, in their unit: mean +- t * deviation / sqrt(n), Student 1908. For 20 values or more. */
export function meanInterval(values: readonly number[]): Interval {
  const middle = mean(values);
  const reach = (studentT95(values.length - 1) * deviation(values)) / Math.sqrt(values.length);
  return { low: middle - reach, high: middle + reach };
}

/**
 * Two-sided 95 % point of Student's distribution, off by less than 1e-5 from 19 degrees of freedom on.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
 */
export function studentT95(freedom: number): number {
  const x = Z95;
  const first = (x ** 3 + x) / 4;
  const second = (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96;
  const third = (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / 384;
  const fourth = (79 * x ** 9 + 776 * x ** 7 + 1_482 * x ** 5 - 1_920 * x ** 3 - 945 * x) / 92_160;
  return x + first / freedom + second / freedom ** 2 + third / freedom ** 3 + fourth / freedom ** 4;
}

export interface Resampling {
  readonly seed: number;
  readonly resamples: number;
}

/**
 * Percentile bootstrap: the statistic of samples drawn from the sample with replacement, its 2.5 and 97.5 % points by rank.
 * Values count as independent. One seed gives one interval. Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
 * A statistic that is infinite or NaN (nothing to divide by) ranks above all others.
 */
export function bootstrapInterval(
  sample: readonly number[],
  statistic: (drawn: Float64Array) => number,
  { seed, resamples }: Resampling,
): Interval | NotAvailable {
  const draws = new SeededDraws(seed);
  const drawn = new Float64Array(sample.length);
  const values = new Float64Array(resamples);
  for (let round = 0; round < resamples; round += 1) {
    for (let at = 0; at < drawn.length; at += 1) drawn[at] = sample[draws.below(drawn.length)] ?? NaN;
    values[round] = statistic(drawn);
  }
  values.sort();
  const atRank = (share: number): number => values[Math.ceil(share * resamples) - 1] ?? NaN;
  const [low, high] = [atRank(0.025), atRank(0.975)];
  if (Number.isFinite(low) && Number.isFinite(high)) return { low, high };
  return { na: 'too few losses: more than 2.5 % of the resamples have none' };
}
