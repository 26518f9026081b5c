import type { Figure } from '../report/figure.js';
import { given, isNotAvailable, NO_SPREAD } from '../report/figure.js';
import type { ReportMarket } from '../report/report-market.js';
import type { ReportOptions } from '../report/report-options.js';
import { reportedRun } from '../report/reported-run.js';
import { ofDays } from '../report/returns.js';
import { deviation, mean, sum } from '../report/statistics.js';
import { expectedBestSharpe, probabilisticSharpe } from './deflated-sharpe.js';
import type { TrialRun } from './run-trial.js';
import type { TrialRecord } from './search-line.js';

/** How much of the best trial may be luck. */
export interface Overfitting {
  /** Combinations of which it is the best. */
  readonly trials: number;
  /** Annual Sharpe ratio that the best of so many would have by luck alone. */
  readonly expectedSharpe: Figure;
  /**
   * Deflated Sharpe ratio: probability, 0 to 1, that the true Sharpe ratio of the best is above what luck alone explains. The trials count as
   * independent, which is too strict where neighbours trade alike. Source: Bailey and López de Prado 2014.
   */
  readonly deflatedSharpe: Figure;
}

export interface OverfittingTerms {
  readonly run: TrialRun;
  readonly market: ReportMarket;
  readonly range: Pick<ReportOptions, 'from' | 'to'>;
  readonly trials: readonly TrialRecord[];
}

export function overfittingOf({ run, market, range: { from, to }, trials }: OverfittingTerms): Overfitting {
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const { returns, daysPerYear } = reportedRun(run.result, market, range);
  // Of successive halving the first rung: there all of them were tried.
  const tried = trials.filter(({ rung = 0 }) => rung === 0);
  const sharpes = tried.flatMap(({ figures }) => {
    if (figures === undefined || isNotAvailable(figures.sharpe)) return [];
    return [figures.sharpe / Math.sqrt(daysPerYear)];
  });
  const expected: Figure =
    sharpes.length < 2
      ? { na: 'fewer than 2 trials have a Sharpe ratio' }
      : expectedBestSharpe(sharpes.length, deviation(sharpes) ** 2);
  return {
    trials: tried.length,
    expectedSharpe: given(expected, (daily) => daily * Math.sqrt(daysPerYear)),
    deflatedSharpe: given(expected, (least) =>
      ofDays(returns, (values) => {
        const spread = deviation(values);
        if (spread < NO_SPREAD) return { na: 'equity did not move' };
        const moment = (power: number): number => standardMoment(values, power);
        const terms = {
          sharpe: mean(values) / spread,
          periods: values.length,
          skewness: moment(3),
          kurtosis: moment(4),
        };
        return probabilisticSharpe(terms, least);
      }),
    ),
  };
}

/** Mean of the powers of the distances from the mean, in deviations of the population. */
function standardMoment(values: readonly number[], power: number): number {
  const middle = mean(values);
  const variance = sum(values.map((value) => (value - middle) ** 2)) / values.length;
  return sum(values.map((value) => (value - middle) ** power)) / values.length / variance ** (power / 2);
}
