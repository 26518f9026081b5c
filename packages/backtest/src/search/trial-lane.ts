import type { ParameterValues } from './parameter-values.js';
import type { TrialTask } from './run-trial.js';
import type { TrialOutcome } from './search-line.js';

/** Which parameters do strategies in code read? */
export interface ReadingTask {
  readonly parameters: ParameterValues;
  /** Whether they are run over the data, or only made. */
  readonly isRun: boolean;
}

/** Takes one trial after the other. */
export interface TrialLane {
  readonly outcome: (task: TrialTask) => Promise<TrialOutcome>;
  /** The names that are read, also of such that are not there; `undefined` where that went wrong. */
  readonly asked: (task: ReadingTask) => Promise<readonly string[] | undefined>;
  /** Ends what it is doing, as far as it can. */
  readonly close: () => Promise<void>;
}

export interface TrialsOptions<Task> {
  readonly signal: AbortSignal | undefined;
  /** Told in the order in which trials end, which hangs on the lanes. */
  readonly onOutcome: (task: Task, outcome: TrialOutcome) => void;
}

/**
 * Runs trials, each on the lane that is free first.
 * @returns whether all were run; where the signal came first, those that had not ended are forgotten
 */
export async function runTrials<Task extends { readonly task: TrialTask }>(
  tasks: readonly Task[],
  lanes: readonly TrialLane[],
  { signal, onOutcome }: TrialsOptions<Task>,
): Promise<boolean> {
  const waiting = tasks.values();
  const isOver = (): boolean => signal?.aborted === true;
  const endLanes = (): void => lanes.forEach((lane) => void lane.close());
  signal?.addEventListener('abort', endLanes, { once: true });
  const run = async (lane: TrialLane): Promise<void> => {
    for (const one of waiting) {
      if (isOver()) return;
      const outcome = await lane.outcome(one.task).catch((error: unknown) => {
        if (!isOver()) throw error;
      });
      if (outcome === undefined || isOver()) return;
      onOutcome(one, outcome);
    }
  };
  try {
    await Promise.all(lanes.slice(0, tasks.length).map(run));
  } finally {
    signal?.removeEventListener('abort', endLanes);
  }
  return !isOver();
}
