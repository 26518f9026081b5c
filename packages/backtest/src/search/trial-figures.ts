import type { ObjectiveName, SearchSettings } from '@q/config';
import { OBJECTIVES } from '@q/config';
import type { Estimated, Figure } from '../report/figure.js';
import { given, isNotAvailable } from '../report/figure.js';
import type { SearchedFigures } from '../report/searched-figures.js';

/** What is kept of the report of a trial. */
export type TrialFigures = Readonly<Record<ObjectiveName, Figure>> & { readonly trades: number };

interface Objective {
  readonly of: (report: SearchedFigures) => Figure;
  readonly isLess?: 'better';
}

const FIGURES: Readonly<Record<ObjectiveName, Objective>> = {
  sharpe: { of: ({ ratios }) => valueOf(ratios.sharpe) },
  sortino: { of: ({ ratios }) => valueOf(ratios.sortino) },
  calmar: { of: ({ ratios }) => ratios.calmar },
  omega: { of: ({ ratios }) => ratios.omega },
  serenity: { of: ({ ratios }) => ratios.serenity },
  net_profit: { of: ({ equity }) => equity.netProfit },
  net_profit_percent: { of: ({ equity }) => equity.netProfitPercent },
  annual_growth_percent: { of: ({ equity }) => equity.annualGrowthPercent },
  profit_factor: { of: ({ trades }) => valueOf(trades.profitFactor) },
  expectancy: { of: ({ trades }) => valueOf(trades.expectancy) },
  payoff_ratio: { of: ({ trades }) => trades.payoffRatio },
  win_rate: { of: ({ trades }) => valueOf(trades.winRate) },
  recovery_factor: { of: ({ trades }) => trades.recoveryFactor },
  system_quality: { of: ({ trades }) => trades.systemQuality },
  max_drawdown_percent: { of: ({ drawdown }) => drawdown.maxPercent, isLess: 'better' },
};

export function trialFigures(report: SearchedFigures): TrialFigures {
  const { count: trades } = report.trades;
  const figures = OBJECTIVES.map((name) => [name, FIGURES[name].of(report)] as const);
  // Every objective is there: the list is the type.
  return { trades, ...(Object.fromEntries(figures) as Record<ObjectiveName, Figure>) };
}

/** The figure that is looked for, or why the trial has none: fewer trades than `min_trades` say nothing. */
export function objectiveOf(
  figures: TrialFigures,
  { objective, min_trades: least }: Pick<SearchSettings, 'objective' | 'min_trades'>,
): Figure {
  const { trades } = figures;
  if (trades < least) return { na: `${trades} ${trades === 1 ? 'trade' : 'trades'} < ${least}` };
  return figures[objective];
}

/** Below 0 where the first is the better one, above 0 where the second is; what cannot be told comes last. */
export function compareObjectives(name: ObjectiveName, a: Figure, b: Figure): number {
  if (isNotAvailable(a) || isNotAvailable(b)) return Number(isNotAvailable(a)) - Number(isNotAvailable(b));
  return FIGURES[name].isLess === 'better' ? a - b : b - a;
}

function valueOf(estimated: Estimated): Figure {
  return given(estimated, ({ value }) => value);
}
