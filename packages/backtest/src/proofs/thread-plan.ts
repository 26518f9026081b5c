import type { Strategy, StrategyForm } from '@q/trading';
import type { SearchMaterial } from '../search/search-material.js';
import type { SearchWorkers } from '../search/search-request.js';
import type { DeterminismRequest } from './determinism-request.js';
import type { StrategiesBySymbol } from './proof-request.js';
import type { ProofRuns } from './proof-runs.js';
import type { RecordingTask } from './record-material.js';

/** What the threads are given, or why the run cannot be made in a thread. */
export type ThreadPlan =
  | {
      readonly ok: true;
      readonly workers: SearchWorkers;
      readonly material: SearchMaterial;
      readonly task: RecordingTask;
    }
  | { readonly ok: false; readonly reason: string };

type Definitions = RecordingTask['strategies'];

/** @param strategies those of the first run, which `strategies` of the request made for it */
export function threadPlan(
  { workers, restrictionsAt, calendarsFolder, strategiesModule }: DeterminismRequest,
  { config, series, range: { from, to, duplicates } }: ProofRuns,
  strategies: StrategiesBySymbol = {},
): ThreadPlan {
  if (workers === undefined) return { ok: false, reason: 'no worker is given: give workers with its url' };
  if (restrictionsAt !== undefined && calendarsFolder === undefined)
    return { ok: false, reason: 'restrictions in code cannot go to a thread: give calendarsFolder' };
  const definitions = strategiesModule === undefined ? definitionsOf(strategies) : {};
  if (definitions === undefined)
    return {
      ok: false,
      reason: 'strategies in code cannot go to a thread: give strategiesModule, the URL of a module that makes them',
    };
  return {
    ok: true,
    workers: { ...workers, count: Math.max(1, workers.count) },
    material: { config, series, from, to, calendarsFolder, strategiesModule: strategiesModule?.href },
    task: { strategies: definitions, duplicates },
  };
}

/** `undefined` where any is code. */
function definitionsOf(strategies: StrategiesBySymbol): Definitions | undefined {
  const entries = Object.entries(strategies).map(([symbol, list]) => [symbol, list.filter(isDefinition)] as const);
  const isAll = entries.every(([symbol, list]) => list.length === strategies[symbol]?.length);
  return isAll ? Object.fromEntries(entries) : undefined;
}

function isDefinition(one: Strategy | StrategyForm): one is StrategyForm {
  return !('evaluate' in one);
}
