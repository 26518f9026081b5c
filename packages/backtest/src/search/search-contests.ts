import { demandReadParameters } from './demand-read-parameters.js';
import type { Contest } from './run-rungs.js';
import { runRungs } from './run-rungs.js';
import type { SearchHeader, TrialRecord } from './search-line.js';
import type { SearchRequest } from './search-request.js';
import type { SearchSetup } from './search-setup.js';
import { searchLanes, searchRecords } from './search-setup.js';

export interface SearchedContests {
  readonly total: number;
  /** All trials that were run, by index. */
  readonly trials: readonly TrialRecord[];
  /** The trials of the last rung by contest, the best first; `undefined` where the signal came before the end. */
  readonly ranked: readonly (readonly TrialRecord[])[] | undefined;
}

/** Runs the trials of a search and lets go of its threads. @throws SearchError, SearchRecordError, Error where threads cannot be used */
export async function searchContests(
  kind: SearchHeader['kind'],
  request: SearchRequest,
  { setup, contests }: { readonly setup: SearchSetup; readonly contests: readonly Contest[] },
): Promise<SearchedContests> {
  const { settings, candidates, rungs } = setup;
  const { signal, onProgress } = request;
  const total = contests.length * rungs.reduce((sum, { count }) => sum + count, 0);
  const lanes = searchLanes(request, setup, total);
  try {
    const [lane] = lanes;
    if (lane !== undefined) await demandReadParameters(candidates, lane);
    const records = searchRecords(kind, request, setup, total);
    const ranked = await runRungs({
      settings,
      candidates,
      contests,
      rungs,
      records,
      lanes,
      total,
      signal,
      onProgress,
    });
    if (ranked !== undefined) records.finish();
    return { total, trials: records.inOrder(), ranked };
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}
