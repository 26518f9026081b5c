import type { CloseReason, Direction, EventBus } from '@q/events';

/** A position from its first to its last fill. Prices are volume-weighted, money is in account currency. */
export interface Trade {
  readonly positionId: string;
  readonly symbol: string;
  readonly strategy: string;
  readonly direction: Direction;
  /** Lots ever opened. */
  readonly volume: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly profit: number;
  readonly commission: number;
  /** `profit` + `commission`. */
  readonly netProfit: number;
  readonly reason: CloseReason;
  /** The furthest that the price went against and for the position while it was open, as price distances, both positive. */
  readonly adverse: number;
  readonly favorable: number;
}

interface Excursion {
  readonly symbol: string;
  readonly direction: Direction;
  readonly entryPrice: number;
  readonly openedAt: number;
  adverse: number;
  favorable: number;
}

/** Writes down every closed position of a run. */
export class TradeRecorder {
  readonly trades: Trade[] = [];
  readonly #open = new Map<string, Excursion>();

  constructor(bus: EventBus) {
    const options = { name: 'TradeRecorder' };
    bus.subscribe(
      'PositionOpened',
      ({ positionId, symbol, direction, entryPrice, openedAt }) =>
        void this.#open.set(positionId, { symbol, direction, entryPrice, openedAt, adverse: 0, favorable: 0 }),
      options,
    );
    bus.subscribe('NewCandle', ({ symbol, candle }) => this.#follow(symbol, candle), options);
    bus.subscribe(
      'PositionClosed',
      ({ type: _type, ...closed }) => {
        const { adverse = 0, favorable = 0 } = this.#open.get(closed.positionId) ?? {};
        this.#open.delete(closed.positionId);
        const move = (closed.exitPrice - closed.entryPrice) * (closed.direction === 'long' ? 1 : -1);
        this.trades.push({ ...closed, adverse: Math.max(adverse, -move), favorable: Math.max(favorable, move) });
      },
      options,
    );
  }

  /** Positions that are still open. */
  get openCount(): number {
    return this.#open.size;
  }

  #follow(symbol: string, { openTime, high, low }: { openTime: number; high: number; low: number }): void {
    if (this.#open.size === 0) return;
    for (const open of this.#open.values()) {
      // The extremes of a candle that had begun before are older than the position.
      if (open.symbol !== symbol || openTime < open.openedAt) continue;
      const [best, worst] = open.direction === 'long' ? [high, low] : [low, high];
      const sign = open.direction === 'long' ? 1 : -1;
      open.favorable = Math.max(open.favorable, (best - open.entryPrice) * sign);
      open.adverse = Math.max(open.adverse, (open.entryPrice - worst) * sign);
    }
  }
}
