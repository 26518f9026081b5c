import type { Comparing, RecordedDifference } from './compare-recorded.js';
import { compareRecorded, sameBytes, sameValues } from './compare-recorded.js';
import type { ProofRequest } from './proof-request.js';
import type { ProofRuns } from './proof-runs.js';
import { proofRuns, runRequest } from './proof-runs.js';
import { recordRun } from './recorded-run.js';
import { reorderedRuns } from './reordered-runs.js';

export interface DeterminismOptions {
  /** Called after each run. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How the second run was asked for: in the very same way, or with records of the configuration in another order. */
export type DeterminismComparison = 'repeated' | 'reordered';

export interface DeterminismViolation extends RecordedDifference {
  readonly comparison: DeterminismComparison;
}

export interface DeterminismVerdict {
  readonly ok: boolean;
  /** Records of the history of one run. */
  readonly records: number;
  /** The first difference of each comparison. */
  readonly violations: readonly DeterminismViolation[];
}

const RUNS = 3;
/** The order of keys follows the configuration, and so does what is said of each strategy at the start; what is traded must not. */
const WHATEVER_THE_ORDER: Comparing = {
  normal: sameValues,
  beginsWith: (text) => text.includes('"type":"CycleStarted"'),
};

/**
 * Shows that a run depends on its inputs only: a second one leaves the same history, byte for byte with all market data and indicator values,
 * and the same result; and a third one, asked for with records in another order, the same values.
 * @throws what `runBacktest` throws
 */
export async function checkDeterminism(
  request: ProofRequest,
  { onProgress }: DeterminismOptions = {},
): Promise<DeterminismVerdict> {
  const runs = withFullHistory(proofRuns(request));
  const first = await recordRun(runRequest(runs));
  onProgress?.(1, RUNS);
  const repeated = compareRecorded(first, await recordRun(runRequest(runs)), { normal: sameBytes });
  onProgress?.(2, RUNS);
  const reordered = compareRecorded(first, await recordRun(runRequest(reorderedRuns(runs))), WHATEVER_THE_ORDER);
  onProgress?.(RUNS, RUNS);
  const violations = [...violationOf('repeated', repeated), ...violationOf('reordered', reordered)];
  return { ok: violations.length === 0, records: first.history.count, violations };
}

function withFullHistory({ config, ...rest }: ProofRuns): ProofRuns {
  return { ...rest, config: { ...config, outputs: { ...config.outputs, history: 'all' } } };
}

function violationOf(
  comparison: DeterminismComparison,
  difference: RecordedDifference | undefined,
): readonly DeterminismViolation[] {
  return difference === undefined ? [] : [{ comparison, ...difference }];
}
