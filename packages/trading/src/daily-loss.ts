import type { LimitReached } from './check-risk.js';
import { isBeyondLimit, NEARLY } from './money.js';
import { tradingDays } from './trading-day.js';

const utcDay = tradingDays({ time: '00:00:00', offset: '+00:00' });

export interface DailyLossState {
  /** Number of the UTC day. */
  readonly day: number;
  readonly dayStartEquity: number;
  /** The newest. */
  readonly equity: number;
  readonly reached?: LimitReached;
}

/** Loss of the UTC day, realised and open, all symbols, in account currency: strictly beyond the limit is a breach, until the next day. */
export class DailyLoss {
  readonly #limit: number;
  #day: number | undefined;
  #dayStartEquity = 0;
  #equity = 0;
  #reached: LimitReached | undefined;

  /** @param limit account currency; 0 means no limit */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Why entries are blocked, `undefined` where they are not. */
  get reached(): LimitReached | undefined {
    return this.#reached;
  }

  /** `undefined` before the first update. */
  get state(): DailyLossState | undefined {
    if (this.#day === undefined) return undefined;
    const reached = this.#reached === undefined ? {} : { reached: this.#reached };
    return { day: this.#day, dayStartEquity: this.#dayStartEquity, equity: this.#equity, ...reached };
  }

  restore({ day, dayStartEquity, equity, reached }: DailyLossState): void {
    this.#begin(day, dayStartEquity);
    this.#equity = equity;
    this.#reached = reached;
  }

  /** The day begins anew from the present equity, and nothing is breached. */
  reset(): void {
    if (this.#day !== undefined) this.#begin(this.#day, this.#equity);
  }

  /** @returns true where the limit was crossed by this very update */
  update(equity: number, instant: number): boolean {
    this.roll(instant);
    if (this.#day === undefined) this.#begin(utcDay(instant), equity);
    this.#equity = equity;
    const loss = this.#dayStartEquity - equity;
    if (this.#limit === 0 || this.#reached !== undefined || !isBeyondLimit(loss, this.#limit)) return false;
    this.#reached = {
      value: loss,
      limit: this.#limit,
      message: `the day's loss of ${loss.toFixed(2)} is beyond daily_loss_limit ${this.#limit}`,
    };
    return true;
  }

  /** Whether an update is far from crossing the limit. */
  isClear(equity: number): boolean {
    return this.#limit === 0 || this.#reached !== undefined || this.#dayStartEquity - equity < this.#limit * NEARLY;
  }

  /** Whether an instant belongs to the present day, so that nothing begins anew. */
  isOfDay(instant: number): boolean {
    return this.#day !== undefined && utcDay(instant) <= this.#day;
  }

  /** A new day starts from the last known equity and forgets a breach. */
  roll(instant: number): void {
    const day = utcDay(instant);
    if (this.#day !== undefined && day > this.#day) this.#begin(day, this.#equity);
  }

  #begin(day: number, equity: number): void {
    this.#day = day;
    this.#dayStartEquity = equity;
    this.#reached = undefined;
  }
}
