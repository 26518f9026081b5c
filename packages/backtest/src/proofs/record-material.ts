import type { StrategyForm } from '@q/trading';
import type { BacktestRequest } from '../backtest-request.js';
import { codeStrategies } from '../search/code-strategies.js';
import type { SearchMaterial } from '../search/search-material.js';
import { ConfiguredRestrictions } from '../configured-restrictions.js';
import { runRequest } from './proof-runs.js';
import type { RecordedRun } from './recorded-run.js';
import { recordRun } from './recorded-run.js';

/** What a run has besides the material of its thread. It survives a message. */
export interface RecordingTask {
  /** By symbol; with a module of strategies those of the module are asked in their place. */
  readonly strategies: Readonly<Record<string, readonly StrategyForm[]>>;
  readonly duplicates: BacktestRequest['duplicates'];
}

/**
 * Runs over the whole range of the material, in whatever thread it is called, and records everything.
 * @throws what `runBacktest` throws, Error where the module of strategies cannot be used
 */
export async function recordMaterial(
  { config, series, from, to, calendarsFolder, strategiesModule }: SearchMaterial,
  { strategies, duplicates }: RecordingTask,
): Promise<RecordedRun> {
  const made = strategiesModule === undefined ? strategies : (await codeStrategies(strategiesModule))({}, config);
  const restrictionsAt = new ConfiguredRestrictions(calendarsFolder).of(config);
  const range = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(restrictionsAt === undefined ? {} : { restrictionsAt }),
  };
  return recordRun(runRequest({ config, series, make: () => made, areMade: true, range }));
}
