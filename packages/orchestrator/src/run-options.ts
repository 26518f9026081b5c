export interface RunOptions {
  /** Seconds between polls on a real clock. Default `services.data_fetching.fetch_interval`. */
  readonly intervalSeconds?: number;
  /** Cycles of a virtual run, polls of a real one. Default: until the data ends or it is stopped. */
  readonly maxIterations?: number;
  /** Called now and then with the instant the run has reached. */
  readonly onProgress?: (instant: number) => void;
  /** Called once when a run with a pace has caught up with what was recorded of it, before it goes on. */
  readonly onCaughtUp?: () => void;
  /** A run that goes on where a risk limit had halted it: a person has looked, the limits are counted anew. Without it, it halts again at once. */
  readonly resetsHalt?: { readonly requestedBy: string; readonly reason: string };
  /** Gets each status block; it is logged in any case. */
  readonly onStatus?: (lines: readonly string[]) => void;
}

export interface StopOptions {
  /** How long stopping may take altogether. Default 10,000 ms. */
  readonly deadlineMs?: number;
}
