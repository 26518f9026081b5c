import { benchmarkReturns } from './benchmark.js';
import type { Estimated, Figure } from './figure.js';
import type { Resampling } from './intervals.js';
import { alphaPercent, beta, calmarRatio, omegaRatio, serenityRatio, sharpeRatio, sortinoRatio } from './ratios.js';
import type { ReportedRun } from './reported-run.js';

/** From daily returns of equity, without a risk-free rate. */
export interface RatioFigures {
  readonly sharpe: Estimated;
  readonly sortino: Estimated;
  readonly calmar: Figure;
  readonly omega: Figure;
  readonly serenity: Figure;
  /** Percent a year, against buying and holding the first symbol. */
  readonly alphaPercent: Figure;
  readonly beta: Figure;
}

export function ratioFigures(
  { returns, days, dailyEquity, daysPerYear, candles }: ReportedRun,
  {
    growthPercent,
    maxDrawdownPercent,
    resampling,
  }: { readonly growthPercent: Figure; readonly maxDrawdownPercent: Figure; readonly resampling: Resampling },
): RatioFigures {
  const benchmark = benchmarkReturns(candles[0], days);
  return {
    sharpe: sharpeRatio(returns, daysPerYear),
    sortino: sortinoRatio(returns, daysPerYear, resampling),
    calmar: calmarRatio(growthPercent, maxDrawdownPercent),
    omega: omegaRatio(returns),
    serenity: serenityRatio({ growthPercent, returns, dailyEquity, daysPerYear }),
    alphaPercent: alphaPercent(returns, benchmark, daysPerYear),
    beta: beta(returns, benchmark),
  };
}
