import type { LimitReached } from './check-risk.js';
import { isBeyondLimit, NEARLY } from './money.js';

export interface DrawdownState {
  readonly peak: number;
  /** The newest. */
  readonly equity: number;
  readonly reached?: LimitReached;
}

/** Fall of equity from its peak, in percent: strictly beyond the limit is a breach, until a person resets it. */
export class Drawdown {
  readonly #limit: number;
  #peak = -Infinity;
  #equity = 0;
  #reached: LimitReached | undefined;

  /** @param limit percent of the peak; 0 means no limit */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get reached(): LimitReached | undefined {
    return this.#reached;
  }

  get state(): DrawdownState {
    return {
      peak: this.#peak,
      equity: this.#equity,
      ...(this.#reached === undefined ? {} : { reached: this.#reached }),
    };
  }

  restore({ peak, equity, reached }: DrawdownState): void {
    this.#peak = peak;
    this.#equity = equity;
    this.#reached = reached;
  }

  /** @returns true where the limit was crossed by this very update */
  update(equity: number): boolean {
    this.#equity = equity;
    this.#peak = Math.max(this.#peak, equity);
    const fall = this.#peak - equity;
    // Compared as money: of a percentage nobody can say what is dust.
    if (this.#limit === 0 || this.#reached !== undefined || !isBeyondLimit(fall, (this.#peak * this.#limit) / 100))
      return false;
    const value = (fall / this.#peak) * 100;
    const message = `equity is ${value.toFixed(2)} % below its peak of ${this.#peak.toFixed(2)}, max_drawdown_pct is ${this.#limit}`;
    this.#reached = { value, limit: this.#limit, message };
    return true;
  }

  /** Whether an update is far from crossing the limit, after equity has been as high as `highest`. */
  isClear(equity: number, highest: number): boolean {
    if (this.#limit === 0 || this.#reached !== undefined) return true;
    const peak = Math.max(this.#peak, highest);
    return peak - equity < ((peak * this.#limit) / 100) * NEARLY;
  }

  /** The peak is the present equity, and nothing is breached. */
  reset(): void {
    this.#peak = this.#equity;
    this.#reached = undefined;
  }
}
