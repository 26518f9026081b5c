import type { AccountMarks, AccountSnapshot, RiskLimitBreachedEvent, Stretch } from '@q/events';
import type { AccountStopLimits, AccountStopState, DailyLossState, DrawdownState, LimitReached } from '@q/trading';
import { AccountStop, DailyLoss, Drawdown } from '@q/trading';

export type Reaction = RiskLimitBreachedEvent['reaction'];

/** The account stop and what it does on a breach. */
export interface AccountStopRules extends AccountStopLimits {
  readonly closePositions: boolean;
  readonly blockEntries: boolean;
  readonly halt: boolean;
}

export interface AccountGuardOptions {
  /** Account currency; 0 means no limit. */
  readonly dailyLossLimit: number;
  readonly dailyLossReaction: Reaction;
  /** Percent below the equity peak; 0 means no limit. */
  readonly maxDrawdownPercent: number;
  readonly drawdownReaction: Reaction;
  readonly accountStop: AccountStopRules | undefined;
}

/** A limit that was just crossed. */
export interface LimitCrossed extends LimitReached {
  readonly limitName: RiskLimitBreachedEvent['limitName'];
  readonly reaction: Reaction;
  readonly closes: boolean;
}

/** What outlives a run. */
export interface AccountGuardState {
  readonly dailyLoss?: DailyLossState;
  readonly drawdown?: DrawdownState;
  readonly accountStop?: AccountStopState;
}

const NOTHING_CROSSED: readonly LimitCrossed[] = [];

/** The limits on the account as a whole. */
export class AccountGuard {
  readonly #options: AccountGuardOptions;
  readonly #dailyLoss: DailyLoss;
  readonly #drawdown: Drawdown;
  readonly #stop: AccountStop | undefined;
  readonly #isLimited: boolean;
  /** The newest, `undefined` before the venue told any. */
  equity: number | undefined;

  constructor(options: AccountGuardOptions) {
    this.#options = options;
    this.#dailyLoss = new DailyLoss(options.dailyLossLimit);
    this.#drawdown = new Drawdown(options.maxDrawdownPercent);
    this.#stop = options.accountStop === undefined ? undefined : new AccountStop(options.accountStop);
    const { dailyLossLimit, maxDrawdownPercent, accountStop } = options;
    this.#isLimited = dailyLossLimit !== 0 || maxDrawdownPercent !== 0 || accountStop !== undefined;
  }

  get dailyLoss(): LimitReached | undefined {
    return this.#dailyLoss.reached;
  }

  get drawdown(): LimitReached | undefined {
    return this.#drawdown.reached;
  }

  /** Why the account stop blocks entries. */
  get blockingStop(): LimitReached | undefined {
    return this.#options.accountStop?.blockEntries === true ? this.#stop?.reached : undefined;
  }

  get state(): AccountGuardState {
    const dailyLoss = this.#dailyLoss.state;
    const accountStop = this.#stop?.state;
    return {
      ...(dailyLoss === undefined ? {} : { dailyLoss, drawdown: this.#drawdown.state }),
      ...(accountStop === undefined ? {} : { accountStop }),
    };
  }

  restore({ dailyLoss, drawdown, accountStop }: AccountGuardState): void {
    if (dailyLoss !== undefined) this.#dailyLoss.restore(dailyLoss);
    if (drawdown !== undefined) this.#drawdown.restore(drawdown);
    if (accountStop !== undefined) this.#stop?.restore(accountStop);
  }

  /** @returns the limits crossed by this very update */
  update({ equity }: AccountSnapshot, instant: number): readonly LimitCrossed[] {
    return this.#follow(equity, instant);
  }

  #follow(equity: number, instant: number): readonly LimitCrossed[] {
    this.equity = equity;
    const isDailyLoss = this.#dailyLoss.update(equity, instant);
    const isDrawdown = this.#drawdown.update(equity);
    const stopped = this.#stop?.update(equity, instant) === true ? this.#stop : undefined;
    if (!isDailyLoss && !isDrawdown && stopped === undefined) return NOTHING_CROSSED;
    return [
      ...(isDailyLoss ? crossing('daily_loss', this.#dailyLoss.reached, this.#options.dailyLossReaction) : []),
      ...(isDrawdown ? crossing('drawdown', this.#drawdown.reached, this.#options.drawdownReaction) : []),
      ...(stopped === undefined ? [] : this.#stopCrossed(stopped)),
    ];
  }

  /** Where there are limits, a stretch stays within the day and ends before its marks may cross one. */
  limit(stretch: Stretch): void {
    if (!this.#isLimited) return;
    if (stretch.isLeader)
      shortenTo(stretch, (instant) => this.#dailyLoss.isOfDay(instant) && this.#stop?.isOfDay(instant) !== false);
    if (stretch.marks === undefined || !stretch.hasLastMarks) return;
    // Those of all symbols, in the order in which they are told.
    const { equity, step } = stretch.marks;
    const { firstMark } = stretch;
    let highest = -Infinity;
    for (let nth = 0; nth < stretch.count * step; nth += 1) {
      const now = equity[firstMark + nth] as number;
      if (now > highest) highest = now;
      const isClear =
        this.#dailyLoss.isClear(now) &&
        this.#drawdown.isClear(now, highest) &&
        this.#stop?.isClear(now, highest) !== false;
      if (!isClear) stretch.shorten(Math.floor(nth / step));
    }
  }

  /** Marks that cross nothing, of all symbols: the highest of them, and the newest. Without limits nothing is counted from the others. */
  takeMarks(stretch: Stretch, { equity, step }: AccountMarks): void {
    const { firstMark } = stretch;
    let highest = firstMark;
    const newest = firstMark + stretch.count * step - 1;
    if (!this.#isLimited) {
      this.equity = equity[newest] as number;
      return;
    }
    for (let place = firstMark; place < newest; place += 1)
      if ((equity[place] as number) > (equity[highest] as number)) highest = place;
    const at = stretch.closeTime(stretch.count - 1);
    this.#follow(equity[highest] as number, at);
    this.#follow(equity[newest] as number, at);
  }

  newCycle(instant: number): void {
    this.#dailyLoss.roll(instant);
    this.#stop?.roll(instant);
  }

  /** A person has looked: everything is counted anew from the present equity. */
  reset(): void {
    this.#dailyLoss.reset();
    this.#drawdown.reset();
    this.#stop?.reset();
  }

  #stopCrossed({ status, reached }: AccountStop): readonly LimitCrossed[] {
    const { closePositions, halt } = this.#options.accountStop ?? { closePositions: false, halt: false };
    const reaction = halt ? 'halt' : closePositions ? 'close_positions' : 'block_entries';
    const limitName = status === 'drawdown_breached' ? 'account_drawdown' : 'account_daily_loss';
    return crossing(limitName, reached, reaction).map((one) => ({ ...one, closes: closePositions }));
  }
}

/** To the closes of which something holds that ends once and for all. */
function shortenTo(stretch: Stretch, holds: (instant: number) => boolean): void {
  let holding = 0;
  let ended = stretch.count;
  if (ended === 0 || holds(stretch.closeTime(ended - 1))) return;
  while (holding < ended) {
    const middle = (holding + ended) >> 1;
    if (holds(stretch.closeTime(middle))) holding = middle + 1;
    else ended = middle;
  }
  stretch.shorten(holding);
}

function crossing(
  limitName: LimitCrossed['limitName'],
  reached: LimitReached | undefined,
  reaction: Reaction,
): readonly LimitCrossed[] {
  return reached === undefined ? [] : [{ limitName, ...reached, reaction, closes: reaction !== 'block_entries' }];
}
