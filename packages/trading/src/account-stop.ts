import type { LimitReached } from './check-risk.js';
import { isBeyondLimit, NEARLY } from './money.js';
import type { DayStart } from './trading-day.js';
import { tradingDays } from './trading-day.js';

export interface AccountStopLimits {
  /** Account currency; 0 means no limit. */
  readonly dailyLossLimit: number;
  /** Percent below the equity peak; 0 means no limit. */
  readonly maxDrawdownPercent: number;
  /** A breach of the daily limit blocks for at least so long, over the start of a new day. */
  readonly cooldownMs: number;
  readonly dayStart: DayStart;
}

export type AccountStopStatus = 'active' | 'daily_loss_breached' | 'drawdown_breached';

export interface AccountStopState {
  readonly status: AccountStopStatus;
  readonly day: number;
  /** Equity at the day's start, and the highest so far. */
  readonly start: number;
  readonly peak: number;
  /** The newest. */
  readonly equity: number;
  readonly breachedAt: number;
  readonly reached?: LimitReached;
}

/**
 * Guards the account as a whole: loss since the day's start and drawdown from the peak of equity, each breached strictly beyond its limit,
 * the daily one looked at first. A new day clears a daily breach once the cool-down is over; a drawdown breach stays until a person clears it.
 */
export class AccountStop {
  readonly #limits: AccountStopLimits;
  readonly #dayOf: (instant: number) => number;
  #status: AccountStopStatus = 'active';
  #day: number | undefined;
  #start = 0;
  #peak = 0;
  #equity = 0;
  #breachedAt = 0;
  #reached: LimitReached | undefined;

  constructor(limits: AccountStopLimits) {
    this.#limits = limits;
    this.#dayOf = tradingDays(limits.dayStart);
  }

  get status(): AccountStopStatus {
    return this.#status;
  }

  get reached(): LimitReached | undefined {
    return this.#reached;
  }

  /** `undefined` before the first update. */
  get state(): AccountStopState | undefined {
    if (this.#day === undefined) return undefined;
    const numbers = { start: this.#start, peak: this.#peak, equity: this.#equity, breachedAt: this.#breachedAt };
    const reached = this.#reached === undefined ? {} : { reached: this.#reached };
    return { status: this.#status, day: this.#day, ...numbers, ...reached };
  }

  restore({ status, day, start, peak, equity, breachedAt, reached }: AccountStopState): void {
    this.#status = status;
    this.#day = day;
    this.#start = start;
    this.#equity = equity;
    this.#peak = peak;
    this.#breachedAt = breachedAt;
    this.#reached = reached;
  }

  /** A person has looked: day and peak begin anew from the present equity, and nothing is breached. */
  reset(): void {
    this.#status = 'active';
    this.#reached = undefined;
    this.#start = this.#equity;
    this.#peak = this.#equity;
  }

  /** @returns true where a limit was crossed by this very update */
  update(equity: number, instant: number): boolean {
    if (this.#day === undefined) this.#begin(this.#dayOf(instant), equity);
    else this.roll(instant);
    this.#equity = equity;
    this.#peak = Math.max(this.#peak, equity);
    if (this.#status !== 'active') return false;
    return this.#checkDailyLoss(instant) || this.#checkDrawdown(instant);
  }

  /** Whether an instant belongs to the present day, so that nothing begins anew. */
  isOfDay(instant: number): boolean {
    return this.#day !== undefined && this.#dayOf(instant) <= this.#day;
  }

  /** Whether an update is far from crossing a limit, after equity has been as high as `highest`. */
  isClear(equity: number, highest: number): boolean {
    if (this.#status !== 'active') return true;
    const { dailyLossLimit, maxDrawdownPercent } = this.#limits;
    const peak = Math.max(this.#peak, highest);
    const isDayClear = dailyLossLimit === 0 || this.#start - equity < dailyLossLimit * NEARLY;
    return isDayClear && (maxDrawdownPercent === 0 || peak - equity < ((peak * maxDrawdownPercent) / 100) * NEARLY);
  }

  roll(instant: number): void {
    const day = this.#dayOf(instant);
    if (this.#day === undefined || day <= this.#day) return;
    if (this.#status === 'daily_loss_breached' && instant - this.#breachedAt < this.#limits.cooldownMs) return;
    this.#begin(day, this.#equity);
  }

  #begin(day: number, equity: number): void {
    this.#day = day;
    this.#start = equity;
    if (this.#status !== 'daily_loss_breached') return;
    this.#status = 'active';
    this.#reached = undefined;
  }

  #checkDailyLoss(instant: number): boolean {
    const loss = this.#start - this.#equity;
    const limit = this.#limits.dailyLossLimit;
    if (limit === 0 || !isBeyondLimit(loss, limit)) return false;
    return this.#breach(
      'daily_loss_breached',
      instant,
      loss,
      limit,
      `the account lost ${loss.toFixed(2)} today, the limit is ${limit}`,
    );
  }

  #checkDrawdown(instant: number): boolean {
    const fall = this.#peak - this.#equity;
    const limit = this.#limits.maxDrawdownPercent;
    // Compared as money: of a percentage nobody can say what is dust.
    if (limit === 0 || !isBeyondLimit(fall, (this.#peak * limit) / 100)) return false;
    const drawdown = (fall / this.#peak) * 100;
    const message = `equity is ${drawdown.toFixed(2)} % below its peak of ${this.#peak.toFixed(2)}, the limit is ${limit} %`;
    return this.#breach('drawdown_breached', instant, drawdown, limit, message);
  }

  #breach(status: AccountStopStatus, instant: number, value: number, limit: number, message: string): boolean {
    this.#status = status;
    this.#breachedAt = instant;
    this.#reached = { value, limit, message };
    return true;
  }
}
