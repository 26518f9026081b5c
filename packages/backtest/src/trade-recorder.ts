import type { Candle, CloseReason, Direction, EventBus, Fill, PositionClosedEvent, Stretch } from '@q/events';
import { roundTo, SmallMap } from '@q/trading';
import { PackedList } from './packed-list.js';
import type { SwapRecorder } from './swap-recorder.js';
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
  /**
   * The furthest that the price went against and for the position while it was open, as distances from `entryPrice`, both positive: in the published
   * candles that lie wholly between its first and its last fill, and at the prices at which it was closed, each part of it. Of a candle in which the
   * last stop or target was hit only these prices count.
   */
  readonly adverse: number;
  readonly favorable: number;
}

interface Excursion {
  readonly symbol: string;
  readonly openedAt: number;
  highest: number;
  lowest: number;
}

type Extremes = Pick<Candle, 'openTime' | 'high' | 'low'>;

/** Candles of which it is not known yet which positions lived through them. */
interface Newest {
  /** When they were published: those of one instant may have ended at different times. */
  at: number;
  /** So many of the list: its places are used again, as to empty a list costs more than all that is done with it. */
  count: number;
  readonly candles: Candle[];
}

/** Writes down every closed position of a run. */
export class TradeRecorder {
  readonly #trades = new PackedList<Trade>(TRADES);
  readonly #open = new SmallMap<string, Excursion>();
  /** By symbol: the candles that closed last, of several timeframes. What was filled in them is told behind them. */
  readonly #newest = new SmallMap<string, Newest>();
  /** By position: the price of the newest fill that may have closed it. */
  readonly #lastPrices = new SmallMap<string, number>();
  readonly #swaps: SwapRecorder;

  constructor(bus: EventBus, swaps: SwapRecorder) {
    this.#swaps = swaps;
    const options = { name: 'TradeRecorder', takesStretches: true };
    bus.onStretch({ take: (stretch) => this.#followAll(stretch) });
    bus.subscribe(
      'PositionOpened',
      ({ positionId, symbol, openedAt }) =>
        this.#open.set(positionId, { symbol, openedAt, highest: -Infinity, lowest: Infinity }),
      options,
    );
    bus.subscribe(
      'PositionPartiallyClosed',
      ({ positionId, exitPrice }) => this.#reachPrice(positionId, exitPrice),
      options,
    );
    bus.subscribe('OrderPartiallyFilled', ({ fill }) => this.#filled(fill), options);
    bus.subscribe('OrderFilled', ({ fill }) => this.#filled(fill), options);
    bus.subscribe('NewCandle', ({ symbol, candle }, { at }) => this.#follow(symbol, candle, at), options);
    bus.subscribe('PositionClosed', (closed) => this.#trades.add(this.#tradeOf(closed)), options);
  }

  get trades(): readonly Trade[] {
    return this.#trades.all;
  }

  /** Positions that are still open. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Fills are told before what they did to positions: that of an exit is kept until its position is closed. */
  #filled({ positionId, clientOrderId, intent, price }: Fill): void {
    if (intent !== 'entry' || clientOrderId !== positionId) this.#lastPrices.set(positionId, price);
  }

  /** What a part was closed at was a price of the market, whatever is known of its candle. */
  #reachPrice(positionId: string, price: number): void {
    const open = this.#open.get(positionId);
    if (open !== undefined) reachPrices(open, { high: price, low: price });
  }

  #tradeOf(closed: PositionClosedEvent): Trade {
    const { positionId, symbol, strategy, direction, volume, entryPrice, exitPrice, profit, commission } = closed;
    this.#reachPrice(positionId, this.#lastPrices.get(positionId) ?? exitPrice);
    this.#lastPrices.delete(positionId);
    const open = this.#open.get(positionId);
    this.#open.delete(positionId);
    if (open !== undefined) this.#followNewest(open, closed);
    const [above, below] = [(open?.highest ?? -Infinity) - entryPrice, entryPrice - (open?.lowest ?? Infinity)];
    const isLong = direction === 'long';
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
      adverse: Math.max(0, isLong ? below : above),
      favorable: Math.max(0, isLong ? above : below),
    };
    const swap = this.#swaps.closed(positionId);
    if (swap === undefined) return trade;
    // Eight decimals are more than any currency has: only the dust of binary sums goes.
    return { ...trade, swap: roundTo(swap, 8), netProfit: roundTo(trade.netProfit + swap, 8) };
  }

  /** Nothing is filled in candles that came together: whatever is open lived through all of them. */
  #followAll({ symbol, candles, first, count, openTime, publishesCandles, closes }: Stretch): void {
    const newest = this.#newest.get(symbol);
    if (newest !== undefined) this.#reachNewest(symbol, newest);
    if (this.#open.size === 0) return;
    for (const { place, candle } of closes) if (place < count) this.#reach(symbol, candle);
    if (!publishesCandles) return;
    const { high: highs, low: lows } = candles;
    let high = -Infinity;
    let low = Infinity;
    for (let row = first; row < first + count; row += 1) {
      const top = highs[row] as number;
      const bottom = lows[row] as number;
      if (top > high) high = top;
      if (bottom < low) low = bottom;
    }
    this.#reach(symbol, { openTime, high, low });
  }

  #follow(symbol: string, candle: Candle, at: number): void {
    let newest = this.#newest.get(symbol);
    if (newest === undefined) {
      newest = { at, count: 0, candles: [] };
      this.#newest.set(symbol, newest);
    }
    if (newest.at !== at) this.#reachNewest(symbol, newest);
    newest.at = at;
    newest.candles[newest.count] = candle;
    newest.count += 1;
  }

  /** What is open still when something newer comes has lived through them. */
  #reachNewest(symbol: string, newest: Newest): void {
    if (this.#open.size > 0)
      for (let index = 0; index < newest.count; index += 1) this.#reach(symbol, newest.candles[index] as Candle);
    newest.count = 0;
  }

  #reach(symbol: string, extremes: Extremes): void {
    for (const open of this.#open.values()) if (open.symbol === symbol) reach(open, extremes);
  }

  /** A candle in which the position was closed had its extremes before or after that: they say nothing of it. */
  #followNewest(open: Excursion, { symbol, closedAt, reason }: PositionClosedEvent): void {
    const isInside = reason === 'stop_loss' || reason === 'take_profit';
    const newest = this.#newest.get(symbol);
    if (newest === undefined) return;
    for (let index = 0; index < newest.count; index += 1) {
      const candle = newest.candles[index] as Candle;
      if (isInside ? candle.closeTime < closedAt : candle.closeTime <= closedAt) reach(open, candle);
    }
  }
}

/** The extremes of a candle that had begun before are older than the position. */
function reach(open: Excursion, extremes: Extremes): void {
  if (extremes.openTime >= open.openedAt) reachPrices(open, extremes);
}

function reachPrices(open: Excursion, { high, low }: Omit<Extremes, 'openTime'>): void {
  if (high > open.highest) open.highest = high;
  if (low < open.lowest) open.lowest = low;
}
