import { cutAfter } from './changed-market.js';
import { chooseCuts } from './choose-cuts.js';
import { decidedRun } from './decided-run.js';
import type { Run } from './lookahead-runs.js';
import { changedAtCut, movedRun, suspectedAt } from './lookahead-runs.js';
import type { LookaheadVerdict, LookaheadViolation } from './lookahead-verdict.js';
import { differencesAtCut, differencesOfRun } from './lookahead-verdict.js';
import type { ProofRequest } from './proof-request.js';
import { proofRuns, runRequest } from './proof-runs.js';

export interface LookaheadOptions {
  /** At most so many cuts, each with two runs up to there. Default 64. */
  readonly limit?: number;
  /** Called after each run. */
  readonly onProgress?: (done: number, total: number) => void;
}

const DEFAULT_LIMIT = 64;
/** Runs before those of the cuts: the whole one, the repeated and the moved one, and two that look for suspects. */
const FIRST_RUNS = 5;

/**
 * Shows that no decision depends on what came later: the run is repeated with the data cut off, and with other data behind the cut, and every
 * decision up to the cut must be the same.
 * @throws what `runBacktest` throws
 */
export async function checkLookahead(request: ProofRequest, options: LookaheadOptions = {}): Promise<LookaheadVerdict> {
  const { limit = DEFAULT_LIMIT, onProgress } = options;
  const runs = proofRuns(request);
  let [done, total] = [0, FIRST_RUNS];
  const run: Run = async (change) => {
    const decisions = await decidedRun(runRequest(runs, change));
    onProgress?.((done += 1), total);
    return decisions;
  };
  const whole = await run({});
  const repeated = async () => differencesOfRun('repeated', whole, await run({}));
  const begins = await repeated();
  const verdict = { checkedCuts: 0, decisions: whole.length };
  // A strategy that remembers decides otherwise at every cut: that would only hide the reason.
  if (begins.length > 0) return { ok: false, ...verdict, violations: begins };
  const moved = differencesOfRun('moved', whole, (await movedRun(runs, run)) ?? whole);
  const suspected = [...moved.map(({ cutAt }) => cutAt), ...(await suspectedAt(runs, whole, run))];
  const decisionsAt = whole.map(({ at }) => at);
  const { config, series, range } = runs;
  const { from, to } = range;
  const cuts = chooseCuts({ series, from, to, decisionsAt, suspectedAt: suspected, limit, seed: config.seed });
  total = done + 2 * cuts.length + 1;
  const violations: LookaheadViolation[] = [...moved];
  for (const cutAt of cuts) {
    const removed = await run({ series: series.map((one) => cutAfter(one, cutAt)) });
    violations.push(...differencesAtCut('removed', cutAt, whole, removed));
    violations.push(...differencesAtCut('changed', cutAt, whole, await run(changedAtCut(runs, cutAt))));
  }
  violations.push(...(await repeated()));
  return { ok: violations.length === 0, ...verdict, checkedCuts: cuts.length, violations };
}
