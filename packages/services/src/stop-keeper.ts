import type {
  Candle,
  CandleStrip,
  ClientOrderId,
  Fill,
  Instrument,
  Order,
  StopLossMovedEvent,
  Stretch,
  TrailingStop,
} from '@q/events';
import type { Position, StopQuestion } from '@q/trading';
import { breakEvenStop, SmallMap, trailedStop } from '@q/trading';

const NO_MOVES: readonly StopLossMovedEvent[] = [];

interface Kept {
  readonly strategy: string;
  readonly order: Order;
  position: Position;
  readonly stopId: ClientOrderId;
  stop: number;
  /** Where it stood before the last move: the venue may refuse that. */
  former: number;
  /** When the stop came, ms UTC, and the best price since. */
  readonly since: number;
  best: number;
  /** Whether a target has asked for break-even and the stop is not there: asked again where the venue refused. */
  wantsBreakEven: boolean;
  movedFor: StopLossMovedEvent['reason'] | undefined;
}

/** A fill of an entry. */
interface Entered {
  readonly order: Order;
  readonly fill: Fill;
  /** Whether nothing of the order was filled before. */
  readonly isFirst: boolean;
}

/** Where the stops of open positions stand: moved to break-even by a target, behind the price by their trailing rule, and never back. */
export class StopKeeper {
  readonly #kept = new SmallMap<string, Kept>();
  readonly #instrumentOf: (symbol: string) => Instrument | undefined;

  constructor(instrumentOf: (symbol: string) => Instrument | undefined) {
    this.#instrumentOf = instrumentOf;
  }

  /** An entry opened a position or was added to it: its stop is the entry's, where that has one. A later part of an entry moves nothing. */
  hold(position: Position, { order, fill, isFirst }: Entered): void {
    const former = this.#kept.get(position.positionId);
    const { stopLoss } = order;
    if (stopLoss === undefined || !isFirst) {
      if (former !== undefined) former.position = position;
      return;
    }
    this.#kept.set(position.positionId, {
      strategy: former?.strategy ?? order.strategy,
      order,
      position,
      stopId: stopLoss.clientOrderId,
      stop: stopLoss.price,
      former: stopLoss.price,
      since: fill.filledAt,
      best: fill.price,
      wantsBreakEven: false,
      movedFor: undefined,
    });
  }

  drop(positionId: string): void {
    this.#kept.delete(positionId);
  }

  /** A target was hit that asks for the stop to go to the entry price. */
  breakEven(positionId: string): StopLossMovedEvent | undefined {
    const kept = this.#kept.get(positionId);
    if (kept === undefined) return undefined;
    kept.wantsBreakEven = true;
    return this.#toBreakEven(kept);
  }

  /** A candle has closed: what trails follows it. A candle that had begun before the stop came is left out, its extremes may be older. */
  follow(symbol: string, { openTime, high, low }: Candle): readonly StopLossMovedEvent[] {
    if (this.#kept.size === 0) return NO_MOVES;
    let moves: StopLossMovedEvent[] | undefined;
    for (const kept of this.#kept.values()) {
      const { position, order } = kept;
      if (position.symbol !== symbol) continue;
      const again = kept.wantsBreakEven ? this.#toBreakEven(kept) : undefined;
      if (again !== undefined) (moves ??= []).push(again);
      if (order.trailing === undefined || openTime < kept.since) continue;
      followOne(kept, { openTime, high, low });
      const question = this.#question(kept);
      const to = question === undefined ? undefined : trailedStop(question, order.trailing, kept.best);
      if (to !== undefined) (moves ??= []).push(moved(kept, to, 'trailing'));
    }
    return moves ?? NO_MOVES;
  }

  /** Shortens a stretch to the candles before the first that moves a stop. */
  limit(stretch: Stretch): void {
    for (const kept of this.#kept.values()) {
      if (kept.position.symbol !== stretch.symbol) continue;
      const question = this.#question(kept);
      if (question === undefined) continue;
      if (kept.wantsBreakEven && breakEvenStop(question) !== undefined) stretch.shorten(0);
      if (kept.order.trailing !== undefined) limitTrailing(stretch, kept, { question, trailing: kept.order.trailing });
    }
  }

  /** The candles of a stretch have closed, and moved nothing: those that are published, which higher ones among them tell nothing more than. */
  takeStretch(stretch: Stretch): void {
    for (const kept of this.#kept.values()) {
      if (kept.position.symbol !== stretch.symbol || kept.order.trailing === undefined) continue;
      if (stretch.publishesCandles) followAll(kept, stretch);
      else for (const { place, candle } of stretch.closes) if (place < stretch.count) followOne(kept, candle);
    }
  }

  /** The venue left a stop where it was; it is tried again with the next candle. */
  refused(stopId: ClientOrderId): StopLossMovedEvent | undefined {
    for (const kept of this.#kept.values())
      if (kept.stopId === stopId && kept.stop !== kept.former) {
        kept.wantsBreakEven = kept.movedFor === 'break_even';
        return moved(kept, kept.former, 'refused');
      }
    return undefined;
  }

  #toBreakEven(kept: Kept): StopLossMovedEvent | undefined {
    kept.wantsBreakEven = false;
    const question = this.#question(kept);
    const to = question === undefined ? undefined : breakEvenStop(question);
    return to === undefined ? undefined : moved(kept, to, 'break_even');
  }

  #question({ position, stop }: Kept) {
    const instrument = this.#instrumentOf(position.symbol);
    if (instrument === undefined) return undefined;
    return { direction: position.direction, instrument, entryPrice: position.entryPrice, stop };
  }
}

interface Trailing {
  readonly question: StopQuestion;
  readonly trailing: TrailingStop;
}

/** A stop that trails follows a new best price only, or one that the venue has refused before. */
function limitTrailing(
  stretch: Stretch,
  { position, since, best: before }: Kept,
  { question, trailing }: Trailing,
): void {
  const { candles, first } = stretch;
  const isLong = position.direction === 'long';
  const extremes = isLong ? candles.high : candles.low;
  const movesBy = (best: number): boolean => trailedStop(question, trailing, best) !== undefined;
  if (movesBy(before)) return stretch.shorten(0);
  // What was reached before the stretch, in candles that were not published, counts with the higher candle that it went into.
  for (const { openTime, closeTime, high, low } of stretch.begun)
    if (openTime >= since && movesBy(isLong ? high : low)) stretch.shorten(stretch.closingBefore(closeTime));
  let best = before;
  for (let row = firstSince(since, candles, first); row < first + stretch.count; row += 1) {
    const extreme = extremes[row] as number;
    if (!(isLong ? extreme > best : extreme < best)) continue;
    best = extreme;
    if (movesBy(best)) return stretch.shorten(row - first);
  }
}

/** From a row on, the first candle that had not begun before an instant. */
function firstSince(instant: number, { openTime }: CandleStrip, from: number): number {
  let row = from;
  while ((openTime[row] as number) < instant) row += 1;
  return row;
}

function followOne(kept: Kept, { openTime, high, low }: Pick<Candle, 'openTime' | 'high' | 'low'>): void {
  if (openTime < kept.since) return;
  kept.best = kept.position.direction === 'long' ? Math.max(kept.best, high) : Math.min(kept.best, low);
}

function followAll(kept: Kept, { candles, first, count }: Stretch): void {
  const isLong = kept.position.direction === 'long';
  const extremes = isLong ? candles.high : candles.low;
  for (let row = firstSince(kept.since, candles, first); row < first + count; row += 1) {
    const extreme = extremes[row] as number;
    if (isLong ? extreme > kept.best : extreme < kept.best) kept.best = extreme;
  }
}

function moved(kept: Kept, to: number, reason: StopLossMovedEvent['reason']): StopLossMovedEvent {
  const { positionId, symbol, direction } = kept.position;
  const from = kept.stop;
  kept.former = reason === 'refused' ? to : from;
  kept.stop = to;
  kept.movedFor = reason;
  const { strategy, stopId: clientOrderId } = kept;
  return { type: 'StopLossMoved', positionId, symbol, strategy, direction, clientOrderId, from, to, reason };
}
