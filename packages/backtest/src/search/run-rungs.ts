import type { SearchSettings } from '@q/config';
import { isNotAvailable } from '../report/figure.js';
import type { TrialPlace } from './kept-trial.js';
import { demandPlanned } from './kept-trial.js';
import type { ParameterValues } from './parameter-values.js';
import type { Rung } from './rungs.js';
import type { TrialTask } from './run-trial.js';
import type { TrialOutcome, TrialRecord } from './search-line.js';
import type { SearchProgress } from './search-request.js';
import type { SearchRecords } from './search-records.js';
import { compareObjectives, objectiveOf } from './trial-figures.js';
import type { TrialLane } from './trial-lane.js';
import { runTrials } from './trial-lane.js';

/** What of the data a contest of combinations is about, ms UTC. */
export interface Contest {
  /** Of a walk-forward, from 0. */
  readonly window?: number;
  readonly from: number;
  readonly to: number;
  /** Whether it is all of the data: its last rung is run as a backtest is, without history before it. */
  readonly isAll?: boolean;
}

export interface RungsRequest {
  readonly settings: SearchSettings;
  readonly candidates: readonly ParameterValues[];
  readonly contests: readonly Contest[];
  readonly rungs: readonly Rung[];
  readonly records: SearchRecords;
  readonly lanes: readonly TrialLane[];
  readonly total: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: SearchProgress) => void) | undefined;
}

interface Planned {
  readonly index: number;
  readonly contest: Contest;
  readonly rung: number;
  readonly candidate: number;
  readonly task: TrialTask;
}

/**
 * Runs every rung of every contest, the contests side by side; trials that are in the records already are not run again.
 * @throws SearchRecordError where one of those is not what would be run
 * @returns the trials of the last rung by contest, the best first; `undefined` where the signal came before the end
 */
export async function runRungs(request: RungsRequest): Promise<readonly (readonly TrialRecord[])[] | undefined> {
  const { contests, rungs, records, lanes, candidates, signal } = request;
  let staying = contests.map(() => candidates.map((_, candidate) => candidate));
  let ranked: readonly (readonly TrialRecord[])[] = [];
  let counted = 0;
  for (const [rung, { share }] of rungs.entries()) {
    const planned: Planned[] = [];
    for (const [place, contest] of contests.entries()) {
      for (const candidate of staying[place] ?? []) {
        const task = taskOf(contest, share, candidates[candidate] ?? {});
        planned.push({ index: counted, contest, rung, candidate, task });
        counted += 1;
      }
    }
    for (const one of planned) {
      const kept = records.at(one.index);
      if (kept !== undefined) demandPlanned(kept, placeOf(one, request));
    }
    const watch = new BestOf(request, planned);
    const missing = planned.filter(({ index }) => records.at(index) === undefined);
    const onOutcome = (one: Planned, outcome: TrialOutcome): void => {
      const record = recordOf(one, outcome, request);
      records.add(record);
      watch.show(record);
    };
    if (!(await runTrials(missing, lanes, { signal, onOutcome }))) return undefined;
    ranked = contests.map((contest) =>
      rankedOf(
        planned.filter((one) => one.contest === contest),
        request,
      ),
    );
    const next = rungs[rung + 1]?.count ?? 0;
    staying = ranked.map((list) =>
      list
        .slice(0, next)
        .map(({ candidate }) => candidate)
        .sort((a, b) => a - b),
    );
  }
  return ranked;
}

/** The best first; of equals the one that was counted first. */
export function byObjective(settings: SearchSettings): (a: TrialRecord, b: TrialRecord) => number {
  return (a, b) => {
    const failed = Number(a.error !== undefined) - Number(b.error !== undefined);
    return failed || compareObjectives(settings.objective, a.objective, b.objective) || a.candidate - b.candidate;
  };
}

function rankedOf(planned: readonly Planned[], { records, settings }: RungsRequest): readonly TrialRecord[] {
  return planned.flatMap(({ index }) => records.at(index) ?? []).sort(byObjective(settings));
}

const MINUTE_MS = 60_000;

/** A part of the data is the newest one: what comes next is nearer to it. */
function taskOf({ from, to, isAll = false }: Contest, share: number, parameters: ParameterValues): TrialTask {
  if (share === 1 && isAll) return { parameters };
  const begin = share === 1 ? from : Math.floor((to - (to - from) * share) / MINUTE_MS) * MINUTE_MS;
  return { parameters, window: { from: begin, to, endsFlat: false } };
}

function placeOf({ index, contest, rung, candidate, task }: Planned, { rungs }: RungsRequest): TrialPlace {
  return {
    index,
    ...(contest.window === undefined ? {} : { window: contest.window }),
    ...(rungs.length === 1 ? {} : { rung }),
    candidate,
    parameters: task.parameters,
  };
}

function recordOf(planned: Planned, outcome: TrialOutcome, request: RungsRequest): TrialRecord {
  const { settings, rungs } = request;
  const place = placeOf(planned, request);
  if ('error' in outcome) return { ...place, objective: { na: 'it could not be run' }, error: outcome.error };
  // On a part of the data a part of the trades is enough.
  const least = Math.ceil(settings.min_trades * (rungs[planned.rung]?.share ?? 1));
  const objective = objectiveOf(outcome.figures, { objective: settings.objective, min_trades: least });
  return { ...place, objective, figures: outcome.figures };
}

/** The best of a rung so far, by window. */
class BestOf {
  readonly #request: RungsRequest;
  readonly #best = new Map<number | undefined, TrialRecord>();

  constructor(request: RungsRequest, planned: readonly Planned[]) {
    this.#request = request;
    for (const { index } of planned) {
      const known = request.records.at(index);
      if (known !== undefined) this.#take(known);
    }
  }

  show(record: TrialRecord): void {
    this.#take(record);
    const { records, total, onProgress } = this.#request;
    onProgress?.({ done: records.count, total, best: this.#best.get(record.window) });
  }

  #take(record: TrialRecord): void {
    if (isNotAvailable(record.objective)) return;
    const best = this.#best.get(record.window);
    if (best === undefined || byObjective(this.#request.settings)(record, best) < 0)
      this.#best.set(record.window, record);
  }
}
