import type {
  AccountSnapshot,
  ApprovedOrder,
  Direction,
  PositionClosedEvent,
  PositionOpenedEvent,
  PositionPartiallyClosedEvent,
  RiskLimitBreachedEvent,
} from '@q/events';
import type { AccountStopLimits, Exposure, LimitReached, RiskFacts } from '@q/trading';
import { AccountStop, DailyLoss } from '@q/trading';

/** The account stop and what it does on a breach. */
export interface AccountStopRules extends AccountStopLimits {
  readonly closePositions: boolean;
  readonly blockEntries: boolean;
}

/** A limit that was just crossed. */
export interface LimitCrossed {
  readonly limitName: RiskLimitBreachedEvent['limitName'];
  readonly value: number;
  readonly limit: number;
}

export interface OpenPosition extends Exposure {
  readonly positionId: string;
  readonly direction: Direction;
}

/** What the risk gate knows: gathered from events, asked once per decision. */
export class RiskState {
  readonly dailyLoss: DailyLoss;
  readonly accountStop: AccountStop | undefined;
  automationEnabled: boolean;
  isStopping = false;
  readonly #stopBlocksEntries: boolean;
  readonly #positions = new Map<string, OpenPosition>();
  readonly #pending = new Map<string, Exposure>();
  /** Exit order under way, by position. */
  readonly #exiting = new Map<string, string>();
  readonly #unknownOrders = new Map<string, string>();
  readonly #stale = new Map<string, number>();
  /** Services that failed, by symbol. */
  readonly #failed = new Map<string, Set<string>>();
  /** Entries that were under way when the account stop closed everything: they are closed as they open. */
  readonly #closeAsTheyOpen = new Set<string>();

  constructor(options: {
    readonly automationEnabled: boolean;
    readonly dailyLossLimit: number;
    readonly accountStop: AccountStopRules | undefined;
  }) {
    this.automationEnabled = options.automationEnabled;
    this.dailyLoss = new DailyLoss(options.dailyLossLimit);
    this.accountStop = options.accountStop === undefined ? undefined : new AccountStop(options.accountStop);
    this.#stopBlocksEntries = options.accountStop?.blockEntries === true;
  }

  factsOf(symbol: string): RiskFacts {
    return {
      automationEnabled: this.automationEnabled,
      isStopping: this.isStopping,
      accountStop: this.#blockingStop,
      dailyLoss: this.dailyLoss.reached,
      exposures: [...this.#positions.values(), ...this.#pending.values()],
      staleMs: this.#stale.get(symbol),
      unknownOrder: [...this.#unknownOrders].find(([, of]) => of === symbol)?.[0],
      failedService: this.#failedService(symbol),
    };
  }

  /** Open positions that no exit is on its way for. */
  positionsToExit(matches: (position: OpenPosition) => boolean): readonly OpenPosition[] {
    return [...this.#positions.values()].filter(
      (position) => matches(position) && !this.#exiting.has(position.positionId),
    );
  }

  approved(order: ApprovedOrder): void {
    if (order.positionId !== undefined) this.#exiting.set(order.positionId, order.clientOrderId);
    else this.#pending.set(order.clientOrderId, order);
  }

  /** The order is over without a fill: rejected, canceled or expired. An exit may then be tried again. */
  gone(clientOrderId: string): void {
    this.#pending.delete(clientOrderId);
    this.#closeAsTheyOpen.delete(clientOrderId);
    this.#unknownOrders.delete(clientOrderId);
    for (const [positionId, exit] of this.#exiting) if (exit === clientOrderId) this.#exiting.delete(positionId);
  }

  unknown(clientOrderId: string, symbol: string): void {
    this.#unknownOrders.set(clientOrderId, symbol);
  }

  known(clientOrderId: string): void {
    this.#unknownOrders.delete(clientOrderId);
  }

  opened({ positionId, symbol, strategy, direction, volume }: PositionOpenedEvent): void {
    this.#pending.delete(positionId);
    this.#positions.set(positionId, { positionId, symbol, strategy, direction, volume });
  }

  reduced({ positionId, remaining }: PositionPartiallyClosedEvent): void {
    const position = this.#positions.get(positionId);
    if (position !== undefined) this.#positions.set(positionId, { ...position, volume: remaining });
  }

  closed({ positionId }: PositionClosedEvent): void {
    this.#positions.delete(positionId);
    this.#exiting.delete(positionId);
  }

  stale(symbol: string, ageMs: number): void {
    this.#stale.set(symbol, ageMs);
  }

  fresh(symbol: string): void {
    if (this.#stale.size > 0) this.#stale.delete(symbol);
  }

  failed(service: string, symbol = ''): void {
    this.#failed.set(symbol, (this.#failed.get(symbol) ?? new Set()).add(service));
  }

  /** The service was restarted, on one symbol or on all. */
  recovered(service: string, symbol: string | undefined): void {
    for (const [of, services] of this.#failed) if (symbol === undefined || of === symbol) services.delete(service);
  }

  /** Entries that are under way now shall not stay once they open. */
  closePendingAsTheyOpen(): void {
    for (const clientOrderId of this.#pending.keys()) this.#closeAsTheyOpen.add(clientOrderId);
  }

  /** Whether a position that has just opened is to be closed at once. */
  mustCloseAtOnce(positionId: string): boolean {
    return this.#closeAsTheyOpen.delete(positionId);
  }

  /** @returns the limits crossed by this very update */
  account({ equity }: AccountSnapshot, instant: number): readonly LimitCrossed[] {
    const { dailyLoss, accountStop } = this;
    const crossed: LimitCrossed[] = [];
    if (dailyLoss.update(equity, instant) && dailyLoss.reached !== undefined) {
      crossed.push({ limitName: 'daily_loss', value: dailyLoss.reached.value, limit: dailyLoss.reached.limit });
    }
    if (accountStop?.update(equity, instant) === true && accountStop.reached !== undefined) {
      const limitName = accountStop.status === 'drawdown_breached' ? 'account_drawdown' : 'account_daily_loss';
      crossed.push({ limitName, value: accountStop.reached.value, limit: accountStop.reached.limit });
    }
    return crossed;
  }

  newCycle(instant: number): void {
    this.dailyLoss.roll(instant);
    this.accountStop?.roll(instant);
  }

  /** Why entries are blocked for every symbol, by name. */
  get blocks(): readonly string[] {
    return [
      ...(this.automationEnabled ? [] : ['automation_off']),
      ...(this.#blockingStop === undefined ? [] : ['account_stop']),
      ...(this.dailyLoss.reached === undefined ? [] : ['daily_loss']),
    ];
  }

  #failedService(symbol: string): string | undefined {
    const [own] = this.#failed.get(symbol) ?? [];
    const [ofAll] = this.#failed.get('') ?? [];
    return own ?? ofAll;
  }

  get #blockingStop(): LimitReached | undefined {
    return this.#stopBlocksEntries ? this.accountStop?.reached : undefined;
  }
}
