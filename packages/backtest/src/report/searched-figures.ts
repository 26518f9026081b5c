import type { BacktestResult } from '../run-backtest.js';
import type { DrawdownFigures } from './drawdown.js';
import { drawdownFigures } from './drawdown.js';
import type { EquityFigures } from './equity-figures.js';
import { equityFigures } from './equity-figures.js';
import type { RatioFigures } from './ratio-figures.js';
import { ratioFigures } from './ratio-figures.js';
import type { ReportedRun } from './reported-run.js';
import type { ReportOptions } from './report-options.js';
import type { TradeRatios } from './trade-ratios.js';
import { tradeRatios } from './trade-ratios.js';
import type { TradeFigures } from './trade-statistics.js';
import { tradeFigures } from './trade-statistics.js';

/** The part of a report in which a search looks for the best: a trial works out no more. */
export interface SearchedFigures {
  readonly equity: EquityFigures;
  readonly drawdown: DrawdownFigures;
  readonly ratios: RatioFigures;
  readonly trades: TradeFigures & TradeRatios;
}

/** @param run of the result */
export function searchedFigures(
  { trades, openPositions, equity: curve }: BacktestResult,
  run: ReportedRun,
  options: Pick<ReportOptions, 'seed' | 'resamples'>,
): SearchedFigures {
  const { money, days } = run;
  const resampling = { seed: options.seed ?? 1, resamples: options.resamples ?? 1_000 };
  const equity = equityFigures(run, { openPositions, balance: curve.balance[curve.length - 1] });
  const { netProfit, annualGrowthPercent: growthPercent } = equity;
  const drawdown = drawdownFigures(run);
  return {
    equity,
    drawdown,
    ratios: ratioFigures(run, { growthPercent, maxDrawdownPercent: drawdown.maxPercent, resampling }),
    trades: {
      ...tradeFigures(trades, { days: days.length, money }),
      ...tradeRatios(trades, { netProfit, largestFall: drawdown.largestAmount, resampling, money }),
    },
  };
}
