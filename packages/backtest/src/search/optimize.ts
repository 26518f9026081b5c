import { isNotAvailable } from '../report/figure.js';
import type { Overfitting } from './overfitting.js';
import { overfittingOf } from './overfitting.js';
import { byObjective } from './run-rungs.js';
import type { TrialRun } from './run-trial.js';
import { searchContests } from './search-contests.js';
import type { TrialRecord } from './search-line.js';
import type { SearchRequest } from './search-request.js';
import { setUpSearch } from './search-setup.js';

export interface OptimizeOutcome {
  /** `false` where the signal came before all trials had ended. */
  readonly isComplete: boolean;
  /** How many trials the whole search has. */
  readonly total: number;
  /** All that were run, by index. */
  readonly trials: readonly TrialRecord[];
  /** Those over all of the data, the best first; empty where the search is not complete and had not come so far. */
  readonly ranking: readonly TrialRecord[];
  /** Of a complete search, where any trial has the figure that is looked for. */
  readonly best?: BestTrial;
}

export interface BestTrial extends TrialRun {
  readonly record: TrialRecord;
  readonly overfitting: Overfitting;
}

/**
 * Searches the parameters of a configuration for the best figure of a backtest. The same request gives the same trials, however many threads
 * run them and however often it was interrupted.
 * @throws ConfigError where settings, paths or configuration are wrong, SearchRecordError where the log holds another search, Error where
 * candles or threads cannot be used
 */
export async function optimize(request: SearchRequest): Promise<OptimizeOutcome> {
  const setup = await setUpSearch(request);
  const { settings, rungs, span, runner } = setup;
  const contests = [{ ...span, isAll: true }];
  const { total, trials, ranked } = await searchContests('optimize', request, { setup, contests });
  if (ranked === undefined) {
    const last = trials.filter(({ rung = 0 }) => rung === rungs.length - 1);
    return { isComplete: false, total, trials, ranking: last.sort(byObjective(settings)) };
  }
  const [ranking = []] = ranked;
  const [record] = ranking;
  if (record === undefined || isNotAvailable(record.objective)) return { isComplete: true, total, trials, ranking };
  const run = await runner.run({ parameters: record.parameters });
  const overfitting = overfittingOf({ run, market: runner.market, range: request, trials });
  return { isComplete: true, total, trials, ranking, best: { record, ...run, overfitting } };
}
