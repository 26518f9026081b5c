import { normalProbability, normalQuantile } from './normal-distribution.js';

/** Euler's constant. */
const EULER = 0.5772156649015329;

export interface SharpeTerms {
  /** Sharpe ratio of one period, not annual. */
  readonly sharpe: number;
  readonly periods: number;
  /** Third and fourth standardised moments of the returns; 0 and 3 for a normal distribution. */
  readonly skewness: number;
  readonly kurtosis: number;
}

/**
 * Probability, 0 to 1, that the true Sharpe ratio is above `least`, both of one period.
 * Source: Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, 2012, equation 11.
 */
export function probabilisticSharpe({ sharpe, periods, skewness, kurtosis }: SharpeTerms, least: number): number {
  const error = Math.sqrt(1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2);
  return normalProbability(((sharpe - least) * Math.sqrt(periods - 1)) / error);
}

/**
 * The Sharpe ratio that the best of so many trials is expected to have where none has any skill, in the period of the variance.
 * Source: Bailey and López de Prado, The Deflated Sharpe Ratio, 2014, equation 1.
 */
export function expectedBestSharpe(trials: number, variance: number): number {
  if (trials < 2) return 0;
  const [first, second] = [normalQuantile(1 - 1 / trials), normalQuantile(1 - 1 / (trials * Math.E))];
  return Math.sqrt(variance) * ((1 - EULER) * first + EULER * second);
}
