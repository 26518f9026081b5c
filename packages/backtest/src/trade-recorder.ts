import type { CloseReason, Direction, EventBus, PositionClosedEvent, Stretch, SwapBooking } from '@q/events';
import { roundTo, SmallMap } from '@q/trading';
import { PackedList } from './packed-list.js';
import { TRADES } from './trade-packing.js';

/**
 * A position from its first to its last fill. Money is in account currency. Prices are means by volume: that of the entries is the venue's, of what was
 * open; where a position was reduced and then increased (on a netting account) it is not that of all that went in, and the money alone tells the result.
 */
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
  /** Interest for carrying it over night, where there was any: negative where the trader paid. */
  readonly swap?: number;
  /** `profit` + `commission` + `swap`: what the position did to the balance. */
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
  readonly #trades = new PackedList<Trade>(TRADES);
  readonly #open = new SmallMap<string, Excursion>();
  /** Of the positions that are open. */
  readonly #swaps = new Map<string, number>();

  constructor(bus: EventBus) {
    const options = { name: 'TradeRecorder', takesStretches: true };
    bus.onStretch({ take: (stretch) => this.#followAll(stretch) });
    bus.subscribe(
      'PositionOpened',
      ({ positionId, symbol, direction, entryPrice, openedAt }) =>
        void this.#open.set(positionId, { symbol, direction, entryPrice, openedAt, adverse: 0, favorable: 0 }),
      options,
    );
    bus.subscribe('NewCandle', ({ symbol, candle }) => this.#follow(symbol, candle), options);
    bus.subscribe('PositionClosed', (closed) => this.#trades.add(this.#tradeOf(closed)), options);
    bus.subscribe('AccountUpdated', ({ account: { swap } }) => this.#carry(swap), options);
  }

  get trades(): readonly Trade[] {
    return this.#trades.all;
  }

  /** Positions that are still open. */
  get openCount(): number {
    return this.#open.size;
  }

  #tradeOf(closed: PositionClosedEvent): Trade {
    const { positionId, symbol, strategy, direction, volume, entryPrice, exitPrice, profit, commission } = closed;
    const open = this.#open.get(positionId);
    this.#open.delete(positionId);
    const move = (exitPrice - entryPrice) * (direction === 'long' ? 1 : -1);
    const trade: Trade = {
      positionId,
      symbol,
      strategy,
      direction,
      volume,
      entryPrice,
      exitPrice,
      profit,
      commission,
      netProfit: closed.netProfit,
      reason: closed.reason,
      openedAt: closed.openedAt,
      closedAt: closed.closedAt,
      adverse: Math.max(open?.adverse ?? 0, -move),
      favorable: Math.max(open?.favorable ?? 0, move),
    };
    return this.#swaps.size === 0 ? trade : { ...trade, ...this.#swapOf(closed) };
  }

  #carry(swap: SwapBooking | undefined): void {
    if (swap === undefined) return;
    this.#swaps.set(swap.positionId, (this.#swaps.get(swap.positionId) ?? 0) + swap.amount);
  }

  #swapOf({
    positionId,
    netProfit,
  }: Pick<PositionClosedEvent, 'positionId' | 'netProfit'>): Pick<Trade, 'swap' | 'netProfit'> {
    const swap = this.#swaps.get(positionId);
    this.#swaps.delete(positionId);
    // Eight decimals are more than any currency has: only the dust of binary sums goes.
    return swap === undefined ? { netProfit } : { swap: roundTo(swap, 8), netProfit: roundTo(netProfit + swap, 8) };
  }

  /** Of candles that came together the extremes of all count at once: none of them had begun before an open position. */
  #followAll({ symbol, candles, first, count, openTime, publishesCandles, closes }: Stretch): void {
    if (this.#open.size === 0 || !publishesCandles) return;
    for (const { place, candle } of closes) if (place < count) this.#follow(symbol, candle);
    let [high, low] = [-Infinity, Infinity];
    for (let row = first; row < first + count; row += 1) {
      high = Math.max(high, candles.high[row] ?? NaN);
      low = Math.min(low, candles.low[row] ?? NaN);
    }
    this.#follow(symbol, { openTime, high, low });
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
