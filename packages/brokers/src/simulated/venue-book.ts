import type { AttachedOrder, Candle, ClientOrderId, Instrument, PriceBar, Side, TargetOrder } from '@q/events';
import type { TickColumns } from '../feed/tick-columns.js';
import type { Distances } from './venue-distances.js';
import type { VenueOrder } from './venue-order.js';

/** A position at the simulated venue. */
export interface VenuePosition {
  readonly positionId: ClientOrderId;
  readonly side: Side;
  readonly volume: number;
  readonly entryPrice: number;
  readonly openedAt: number;
  readonly stopLoss: AttachedOrder | undefined;
  /** Nearest first. */
  readonly targets: readonly TargetOrder[];
  /** Opened inside the present candle: what of its range came before is not known. */
  readonly isNew: boolean;
}

/** What the venue holds for one symbol. */
export interface VenueBook {
  readonly instrument: Instrument;
  readonly distances: Distances;
  /** What its candles are made of, where that is known. */
  readonly ticks: TickColumns | undefined;
  /** Orders that wait for a price, oldest first. A list is never changed, but replaced: whoever goes through one goes through it as it was. */
  pending: readonly VenueOrder[];
  positions: readonly VenuePosition[];
  /** The newest prices of both sides: what open positions are valued at. */
  bid: number;
  ask: number;
  /** Close of the candle that they are the close of, ms UTC, and the closing prices before that. */
  closedAt: number;
  formerBid: number;
  formerAsk: number;
  /** Distance between them that the venue shows. */
  spread: number;
  /** Volume of the newest candle. */
  volume: number;
  /** The row of the tick that passes just now. */
  tickRow: number | undefined;
  /** Lots that the present candle still gives to entries and exits. */
  lotsLeft: number;
}

export function emptyBook(instrument: Instrument, distances: Distances, ticks?: TickColumns): VenueBook {
  const spread = distances.halfSpread * 2;
  return {
    instrument,
    distances,
    ticks,
    pending: NONE,
    positions: NONE,
    bid: NaN,
    ask: NaN,
    closedAt: -Infinity,
    formerBid: NaN,
    formerAsk: NaN,
    spread,
    volume: 0,
    tickRow: undefined,
    lotsLeft: Infinity,
  };
}

export function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

export function replace(book: VenueBook, former: VenuePosition, now: VenuePosition): void {
  book.positions = book.positions.map((other) => (other.positionId === former.positionId ? now : other));
}

/** A list with one more, which is mostly the only one: spreading would make room for many. */
export function appended<T>(list: readonly T[], one: T): readonly T[] {
  return list.length === 0 ? [one] : [...list, one];
}

/** A list without one of it, which is mostly the only one. */
export function without<T>(list: readonly T[], one: T | undefined): readonly T[] {
  if (list.length === 1) return list[0] === one ? NONE : list;
  return list.filter((other) => other !== one);
}

const NONE: readonly never[] = [];
export const NO_TARGETS: VenuePosition['targets'] = NONE;

/** The position of an id; `undefined` where it is closed. */
export function positionOf({ positions }: VenueBook, positionId: string | undefined): VenuePosition | undefined {
  for (const position of positions) if (position.positionId === positionId) return position;
  return undefined;
}

/** Moves the stop of an id to a price, where its position is still there. */
export function moveStop(book: VenueBook, clientOrderId: ClientOrderId, price: number): void {
  const position = book.positions.find(({ stopLoss }) => stopLoss?.clientOrderId === clientOrderId);
  if (position !== undefined) replace(book, position, { ...position, stopLoss: { clientOrderId, price } });
}

export function remove(book: VenueBook, order: VenueOrder): void {
  book.pending = without(book.pending, order);
}

/** The newest price at which a position can be closed. */
export function closingPrice({ bid, ask }: VenueBook, { side }: VenuePosition): number {
  return side === 'buy' ? bid : ask;
}

export function setPrices(book: VenueBook, bid: number, ask: number): void {
  book.bid = bid;
  book.ask = ask;
}

/** Volume of the newest tick, in lots; `NaN` where it tells none. */
export function newestTickLots({ ticks, tickRow, closedAt }: VenueBook): number {
  if (ticks === undefined) return NaN;
  return tickRow === undefined ? ticks.volumeBefore(closedAt) : (ticks.volume?.[tickRow] ?? NaN);
}

/** A bar of one price. */
export function flat(price: number): PriceBar {
  return { open: price, high: price, low: price, close: price };
}

/** Keeps the closing prices when a candle comes that closes later than theirs. */
export function keepFormer(book: VenueBook, { closeTime }: Candle): void {
  if (closeTime <= book.closedAt) return;
  book.formerBid = book.bid;
  book.formerAsk = book.ask;
}

/** Distance from the middle to either side of a market while a candle lasts that opens then, ms UTC. */
export function halfSpreadOf({ distances: { halfSpread, halfSpreadAt } }: VenueBook, openTime: number): number {
  return halfSpreadAt === undefined ? halfSpread : halfSpreadAt(openTime);
}

/** Whether a position has just been opened, or a sound candle comes to its stop or its nearest target: what happens inside matters then. */
export function reachesAny({ positions }: VenueBook, candle: Candle, halfSpread: number): boolean {
  for (const position of positions) if (position.isNew || reaches(position, candle, halfSpread)) return true;
  return false;
}

/** A long position is closed at the bid, a short one at the ask. */
function reaches(position: VenuePosition, { low, high, quotes }: Candle, halfSpread: number): boolean {
  return position.side === 'buy'
    ? comesToLevel(position, quotes?.bid.low ?? low - halfSpread, quotes?.bid.high ?? high - halfSpread)
    : comesToLevel(position, quotes?.ask.low ?? low + halfSpread, quotes?.ask.high ?? high + halfSpread);
}

/** Whether the lowest and the highest price at which a position could be closed come to its stop or its nearest target. */
export function comesToLevel({ side, stopLoss, targets }: VenuePosition, low: number, high: number): boolean {
  const target = targets[0];
  if (side === 'buy')
    return (stopLoss !== undefined && low <= stopLoss.price) || (target !== undefined && high >= target.price);
  return (stopLoss !== undefined && high >= stopLoss.price) || (target !== undefined && low <= target.price);
}

/** What a candle leaves behind where nothing waits and nothing can be hit. */
export function passIdle(book: VenueBook, candle: Candle, halfSpread: number): void {
  keepFormer(book, candle);
  showClose(book, candle, halfSpread);
  book.closedAt = candle.closeTime;
  book.volume = candle.volume;
  book.spread = candle.quotes === undefined ? 2 * halfSpread : book.ask - book.bid;
}

/** The closing prices of a candle: what is open is valued at them. */
export function showClose(book: VenueBook, { close, quotes }: Candle, halfSpread: number): void {
  book.bid = quotes === undefined ? close - halfSpread : quotes.bid.close;
  book.ask = quotes === undefined ? close + halfSpread : quotes.ask.close;
}
