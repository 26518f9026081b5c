/** Where time comes from. Everything that waits or asks for the time does it here, so a run can be virtual. */
export interface Clock {
  /** Milliseconds UTC. */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. A delay of 0 means: when the present work is done. */
  setTimer(delayMs: number, run: () => void): () => void;
}
