import type { Comparing, RecordedDifference } from './compare-recorded.js';
import { compareRecorded, sameBytes, sameValues } from './compare-recorded.js';
import type { DeterminismRequest } from './determinism-request.js';
import { determinismRuns } from './determinism-request.js';
import { runRequest } from './proof-runs.js';
import { recordedInThreads } from './recorded-in-threads.js';
import { recordRun } from './recorded-run.js';
import { reorderedRuns } from './reordered-runs.js';
import { threadPlan } from './thread-plan.js';

export interface DeterminismOptions {
  /** Called after each run. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * How another run was made than the first: in the very same way, with records of the configuration in another order, in a worker thread, or in
 * several at the same time.
 */
export type DeterminismComparison = 'repeated' | 'reordered' | 'worker' | 'workers';

export interface DeterminismViolation extends RecordedDifference {
  readonly comparison: DeterminismComparison;
}

export interface DeterminismVerdict {
  readonly ok: boolean;
  /** Records of the history of one run. */
  readonly records: number;
  /** Worker threads that ran at the same time; 0 where the run was made in none. */
  readonly workers: number;
  /** Why it was made in none. */
  readonly withoutWorkers?: string;
  /** The first difference of each comparison. */
  readonly violations: readonly DeterminismViolation[];
}

/** Runs in this thread. */
const RUNS = 3;
/** The order of keys follows the configuration, and so does what is said of each strategy at the start; what is traded must not. */
const WHATEVER_THE_ORDER: Comparing = {
  normal: sameValues,
  beginsWith: (text) => text.includes('"type":"CycleStarted"'),
};

/**
 * Shows that a run depends on its inputs only: a second one leaves the same history, byte for byte with all market data and indicator values,
 * and the same result; a third one, asked for with records in another order, the same values; and those in worker threads the same bytes again.
 * @throws what `runBacktest` throws, Error where the threads or the module of strategies cannot be used
 */
export async function checkDeterminism(
  request: DeterminismRequest,
  { onProgress }: DeterminismOptions = {},
): Promise<DeterminismVerdict> {
  const runs = await determinismRuns(request);
  const asked = runRequest(runs);
  const plan = threadPlan(request, runs, asked.strategies);
  const workers = plan.ok ? plan.workers.count : 0;
  const total = RUNS + (workers > 1 ? 1 + workers : workers);
  let done = 0;
  const onRun = (): void => onProgress?.((done += 1), total);
  const record = async (one: typeof asked) => recordRun(one).finally(onRun);
  const first = await record(asked);
  const repeated = compareRecorded(first, await record(runRequest(runs)), { normal: sameBytes });
  const reordered = compareRecorded(first, await record(runRequest(reorderedRuns(runs))), WHATEVER_THE_ORDER);
  const inThreads = plan.ok ? await recordedInThreads(first, plan, onRun) : undefined;
  const violations = [
    ...violationOf('repeated', repeated),
    ...violationOf('reordered', reordered),
    ...violationOf('worker', inThreads?.alone),
    ...violationOf('workers', inThreads?.together),
  ];
  const verdict = { ok: violations.length === 0, records: first.history.count, workers, violations };
  return plan.ok ? verdict : { ...verdict, withoutWorkers: plan.reason };
}

function violationOf(
  comparison: DeterminismComparison,
  difference: RecordedDifference | undefined,
): readonly DeterminismViolation[] {
  return difference === undefined ? [] : [{ comparison, ...difference }];
}
