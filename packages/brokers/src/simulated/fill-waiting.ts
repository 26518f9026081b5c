import type { BrokerInbox, Candle, Quotes } from '@q/events';
import { waitsForPrice } from '@q/trading';
import { cleaned } from './cleaned.js';
import type { Entering } from './filling.js';
import { filledPrice } from './filling.js';
import { isInParts, partsOf } from './fill-parts.js';
import type { MarketFriction } from './market-friction.js';
import { matchEntry } from './match-entry.js';
import type { VenueBook } from './venue-book.js';
import { positionOf, remove } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';
import type { VenueOrder } from './venue-order.js';

/** What every fill goes through, whatever the symbol. */
export interface Venue {
  readonly ledger: VenueLedger;
  readonly inbox: BrokerInbox;
  readonly friction: MarketFriction;
  readonly margin: VenueMargin | undefined;
}

/** One symbol at the venue while a candle passes, or while its price goes from one of the candle's prices to the next. */
export interface Floor {
  readonly venue: Venue;
  readonly book: VenueBook;
  readonly candle: Pick<Candle, 'volume'>;
  /** What is seen of the candle. */
  readonly quotes: Quotes;
  /** Orders that waited when the candle began, oldest first. */
  readonly orders: readonly VenueOrder[];
  /** Time of a fill at the open of what is seen, and of one inside it, ms UTC. */
  readonly openTime: number;
  readonly closeTime: number;
  /** When what is seen begins for latency and for the end of an order: the candle, or the tick. ms UTC. */
  readonly beginsAt: number;
  /** Whether there is a price that market orders are filled at: the candle's open, or any tick. */
  readonly isOpen: boolean;
  /** Whether it is the first that is seen of the candle. */
  readonly isFirst: boolean;
  /** Whether the candle is walked through, price by price. */
  readonly isPath: boolean;
  /** Whether what is seen is a tick: a price without a way to it. */
  readonly isTick: boolean;
}

/** Market orders at the open, then limit and stop orders, each kind in the order of arrival. */
export function fillWaiting(floor: Floor): void {
  const { orders, isOpen } = floor;
  if (isOpen) for (const one of orders) if (!waitsForPrice(one.order)) tryOrder(floor, one);
  for (const one of orders) if (waitsForPrice(one.order)) tryOrder(floor, one);
}

function tryOrder(floor: Floor, venueOrder: VenueOrder): void {
  const { venue, book, candle, isOpen } = floor;
  const { order } = venueOrder;
  // A fill before it may have taken it back.
  if (!isWaiting(floor, venueOrder)) return;
  if (floor.beginsAt >= venueOrder.endsAt) return end(floor, venueOrder);
  if (isOpen) venueOrder.isThere = !isOnItsWay(venueOrder, floor);
  if (!venueOrder.isThere) return;
  const position = positionOf(book, order.positionId ?? order.clientOrderId);
  if (position === undefined && needsPosition(floor, venueOrder))
    return end(floor, venueOrder, 'the position is closed already');
  // An exit wants no more than there is.
  const wanted = order.intent === 'entry' ? venueOrder.left : Math.min(venueOrder.left, position?.volume ?? 0);
  const isTooLittle = order.timeInForce === 'FOK' && book.lotsLeft < wanted;
  const volume = isTooLittle ? 0 : Math.min(wanted, book.lotsLeft);
  const match = matchEntry(venueOrder, floor);
  if (match !== 'none' && order.stopPrice !== undefined) venueOrder.isTriggered = true;
  venueOrder.isResting = floor.isTick && (order.stopPrice === undefined || venueOrder.isTriggered);
  if (typeof match !== 'string' && volume > 0) {
    match.volume = volume;
    // A limit order is filled at its price, or a better one.
    const isAtAnyPrice = order.limitPrice === undefined;
    if (isAtAnyPrice) match.slippage = venue.friction.slippage(book.distances.slippage, volume, candle);
    fill(floor, venueOrder, match);
  }
  const isAtOnce = order.timeInForce === 'IOC' || order.timeInForce === 'FOK';
  if (isAtOnce && isWaiting(floor, venueOrder))
    end(floor, venueOrder, `${order.timeInForce ?? ''}: the open did not fill it`);
}

/** A list that is still the same one has lost nothing. */
function isWaiting({ book, orders }: Floor, venueOrder: VenueOrder): boolean {
  return book.pending === orders || book.pending.includes(venueOrder);
}

/** Latency: every candle of the symbol that passes meanwhile is one less to miss. */
function isOnItsWay(venueOrder: VenueOrder, { isFirst, beginsAt }: Floor): boolean {
  if (isFirst) {
    venueOrder.isMissing = venueOrder.barsToMiss > 0;
    if (venueOrder.isMissing) venueOrder.barsToMiss -= 1;
  }
  return venueOrder.isMissing || beginsAt < venueOrder.countsFrom;
}

/** An exit does, and the rest of an entry whose first parts are in one; on a netting account they may be part of any position. */
function needsPosition({ book, venue }: Floor, { order, hasEntered }: VenueOrder): boolean {
  if (order.intent === 'exit') return true;
  return hasEntered && !(venue.ledger.isNetting && book.positions.length > 0);
}

function fill(floor: Floor, venueOrder: VenueOrder, how: Entering): void {
  const { book } = floor;
  const { ledger, margin } = floor.venue;
  const { order, left } = venueOrder;
  const { volume } = how;
  const { side } = order;
  const problem = margin?.findProblem(order, { book, volume, price: filledPrice(book.instrument, side, how) });
  if (problem !== undefined) return end(floor, venueOrder, problem);
  book.lotsLeft = cleaned(book.lotsLeft - volume);
  const isWhole = volume >= left;
  if (isWhole) remove(book, venueOrder);
  if (order.intent === 'exit') return exit(floor, venueOrder, how);
  if (!isInParts(book, how)) return ledger.enter(book, venueOrder, how);
  for (const part of partsOf(book, how)) {
    // Whoever hears of the first part may take the rest back.
    if (!isWhole && !book.pending.includes(venueOrder)) return;
    ledger.enter(book, venueOrder, part);
  }
}

function exit(floor: Floor, venueOrder: VenueOrder, whole: Entering): void {
  if (!isInParts(floor.book, whole)) return exitPart(floor, venueOrder, whole);
  for (const part of partsOf(floor.book, whole)) exitPart(floor, venueOrder, part);
}

/** Nothing where what came before it left no position, or took the order back. */
function exitPart({ book, venue: { ledger } }: Floor, venueOrder: VenueOrder, part: Entering): void {
  const { clientOrderId, positionId } = venueOrder.order;
  const position = positionOf(book, positionId);
  if (position === undefined || venueOrder.state === 'canceled') return;
  const remaining = Math.max(0, cleaned(Math.min(venueOrder.left, position.volume) - part.volume));
  if (remaining === 0) remove(book, venueOrder);
  venueOrder.filledTo(remaining);
  const { volume, touch, slippage, at, isMaker } = part;
  ledger.close(book, position, { clientOrderId, intent: 'exit', volume, touch, slippage, at, isMaker, remaining });
}

/** It ends unfilled, or with what is filled: canceled for a reason, or expired. */
function end({ book, venue: { inbox } }: Floor, venueOrder: VenueOrder, reason?: string): void {
  const { clientOrderId } = venueOrder.order;
  remove(book, venueOrder);
  venueOrder.become(reason === undefined ? 'expired' : 'canceled');
  if (reason === undefined) inbox.expired(clientOrderId);
  else inbox.canceled(clientOrderId, reason);
}
