import { codeStrategies } from '../search/code-strategies.js';
import { ConfiguredRestrictions } from '../configured-restrictions.js';
import type { SearchWorkers } from '../search/search-request.js';
import type { ProofRequest } from './proof-request.js';
import type { ProofRuns } from './proof-runs.js';
import { proofRuns } from './proof-runs.js';

/** What `checkDeterminism` takes. */
export interface DeterminismRequest extends ProofRequest {
  /** The run is also made in one thread, and then in `count` of them at the same time. */
  readonly workers?: SearchWorkers;
  /** In place of strategies in code, which cannot go to a thread: the module of a search, asked without parameters. */
  readonly strategiesModule?: URL;
  /** In place of `restrictionsAt`, for the same reason: where the calendars of the section `restrictions` are. */
  readonly calendarsFolder?: string;
}

/** The whole history is kept, for all of it is compared. @throws what `proofRuns` throws, Error where the module cannot be used */
export async function determinismRuns(request: DeterminismRequest): Promise<ProofRuns> {
  const { workers: _workers, strategiesModule, calendarsFolder, ...given } = request;
  if (strategiesModule !== undefined && given.strategies !== undefined)
    throw new Error('strategies and strategiesModule are both given: let the module make them all');
  const inCode = strategiesModule === undefined ? undefined : await codeStrategies(strategiesModule.href);
  const runs: ProofRuns = proofRuns(
    inCode === undefined ? given : { ...given, strategies: () => inCode({}, runs.config) },
  );
  const { config, range } = runs;
  const { restrictionsAt: asGiven, ...others } = range;
  const restrictionsAt =
    calendarsFolder === undefined ? asGiven : new ConfiguredRestrictions(calendarsFolder).of(config);
  return {
    ...runs,
    config: { ...config, outputs: { ...config.outputs, history: 'all' } },
    range: restrictionsAt === undefined ? others : { ...others, restrictionsAt },
  };
}
