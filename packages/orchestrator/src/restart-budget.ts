export interface RestartBudgetOptions {
  /** More than so many within the window, or in a row without success in between, are too many. */
  readonly maxRestarts: number;
  readonly windowMs: number;
}

/** Counts the restarts of one service on one symbol, as OTP supervisors do. */
export class RestartBudget {
  readonly #options: RestartBudgetOptions;
  #restartedAt: number[] = [];
  #inARow = 0;

  constructor(options: RestartBudgetOptions) {
    this.#options = options;
  }

  get inARow(): number {
    return this.#inARow;
  }

  /** Asks for one more restart at `now` (ms); false where the budget is spent. */
  take(now: number): boolean {
    const { maxRestarts, windowMs } = this.#options;
    this.#restartedAt = this.#restartedAt.filter((at) => now - at < windowMs);
    if (this.#restartedAt.length >= maxRestarts || this.#inARow >= maxRestarts) return false;
    this.#restartedAt.push(now);
    this.#inARow += 1;
    return true;
  }

  /** It works again: restarts in a row start anew, those within the window still count. */
  succeeded(): void {
    this.#inARow = 0;
  }
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;

/** Back-off before the n-th restart in a row (from 1): 250 ms doubled each time up to 30 s, with full jitter from `random` (0 to 1). */
export function backOffMs(restart: number, random: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (restart - 1)) * random;
}

/** Numbers from 0 to 1 from a seed (mulberry32): jitter that is the same in two runs of one seed. */
export function seededJitter(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
