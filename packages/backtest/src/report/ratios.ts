import { conditionalDrawdown, ulcerIndex } from './drawdown.js';
import type { Estimated, Figure } from './figure.js';
import { given, NO_SPREAD, quotient } from './figure.js';
import type { Resampling } from './intervals.js';
import { bootstrapInterval, sharpeInterval } from './intervals.js';
import type { Returns } from './returns.js';
import { annualVolatility, ofDays } from './returns.js';
import { covariance, deviation, mean } from './statistics.js';

const FLAT = 'equity did not move';
const NO_LOSS = 'no day lost money';

/** Annual Sharpe ratio: mean / sample deviation of daily returns * sqrt(days a year), risk-free rate 0. Source: Sharpe 1966, 1994; interval: Lo 2002. */
export function sharpeRatio(returns: Returns, daysPerYear: number): Estimated {
  return ofDays(returns, (values) => {
    const spread = deviation(values);
    if (spread < NO_SPREAD) return { na: mean(values) === 0 ? FLAT : 'every day brought the same' };
    const daily = mean(values) / spread;
    return { value: daily * Math.sqrt(daysPerYear), interval: sharpeInterval(daily, values.length, daysPerYear) };
  });
}

/**
 * Annual Sortino ratio: mean of daily returns / root of the mean of min(0, return)^2 over all days * sqrt(days a year), target 0.
 * Source: Sortino and Price 1994; interval: percentile bootstrap of the days.
 */
export function sortinoRatio(returns: Returns, daysPerYear: number, resampling: Resampling): Estimated {
  return ofDays(returns, (values) => {
    if (downside(values) < NO_SPREAD) return { na: NO_LOSS };
    const ratio = (drawn: ArrayLike<number>): number => (mean(drawn) / downside(drawn)) * Math.sqrt(daysPerYear);
    return { value: ratio(values), interval: bootstrapInterval(values, ratio, resampling) };
  });
}

/** Annual growth / deepest drawdown, both in percent. Source: Young, Calmar Ratio, 1991, here over the whole run. */
export function calmarRatio(growthPercent: Figure, maxDrawdownPercent: Figure): Figure {
  return given(growthPercent, (growth) =>
    given(maxDrawdownPercent, (fall) => quotient(growth, fall, 'equity never fell below a former peak')),
  );
}

/** Sum of daily gains / sum of daily losses, threshold 0. Source: Keating and Shadwick, A Universal Performance Measure, 2002. */
export function omegaRatio(returns: Returns): Figure {
  return ofDays(returns, (values) => {
    const gains = values.reduce((total, value) => total + Math.max(0, value), 0);
    const losses = values.reduce((total, value) => total - Math.min(0, value), 0);
    return quotient(gains, losses, NO_LOSS);
  });
}

/**
 * Annual growth / (ulcer index * pitfall), pitfall = conditional drawdown at 95 % / annual volatility, all in percent.
 * Source: the Serenity ratio of KeyQuant, An Alternative Portfolio Theory, without a risk-free rate.
 */
export function serenityRatio({
  growthPercent,
  returns,
  dailyEquity,
  daysPerYear,
}: {
  readonly growthPercent: Figure;
  readonly returns: Returns;
  readonly dailyEquity: readonly number[];
  readonly daysPerYear: number;
}): Figure {
  return given(growthPercent, (growth) =>
    given(annualVolatility(returns, daysPerYear), (volatility) =>
      given(ulcerIndex(dailyEquity), (ulcer) =>
        given(conditionalDrawdown(dailyEquity), (fall) =>
          quotient(growth * volatility, ulcer * fall, 'no day ended below a former peak'),
        ),
      ),
    ),
  );
}

/** Slope of daily returns on those of the benchmark: covariance / variance. Source: Sharpe 1964. */
export function beta(returns: Returns, benchmark: Returns): Figure {
  return ofDays(returns, (own) =>
    ofDays(benchmark, (market) => {
      if (deviation(market) < NO_SPREAD) return { na: 'the benchmark did not move' };
      return covariance(own, market) / deviation(market) ** 2;
    }),
  );
}

/** Percent a year that beta does not explain: 100 * (mean return - beta * mean of the benchmark) * days a year. Source: Jensen 1968, risk-free rate 0. */
export function alphaPercent(returns: Returns, benchmark: Returns, daysPerYear: number): Figure {
  return given(returns, (own) =>
    given(benchmark, (market) =>
      given(beta(own, market), (slope) => 100 * (mean(own) - slope * mean(market)) * daysPerYear),
    ),
  );
}

function downside(values: ArrayLike<number>): number {
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) squares += Math.min(0, values[at] ?? NaN) ** 2;
  return Math.sqrt(squares / values.length);
}
