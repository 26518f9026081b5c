const PAUSE_MS = 1_000;

/** Keeps a failing thing from being tried more than once a second. */
export class RetryPause {
  readonly #now: () => number;
  #failedAt: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.#failedAt !== undefined;
  }

  /** Whether it may be tried; a wall clock that was set back does not lengthen the pause. */
  get mayTry(): boolean {
    return this.#failedAt === undefined || Math.abs(this.#now() - this.#failedAt) >= PAUSE_MS;
  }

  failed(): void {
    this.#failedAt = this.#now();
  }

  succeeded(): void {
    this.#failedAt = undefined;
  }
}
