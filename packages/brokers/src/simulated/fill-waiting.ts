import type { BrokerInbox, Candle, Quotes } from '@q/events';
import { ownBar, waitsForPrice } from '@q/trading';
import { cleaned } from './cleaned.js';
import type { Entering } from './filling.js';
import { filledPrice } from './filling.js';
import type { MarketFriction } from './market-friction.js';
import { matchEntry } from './match-entry.js';
import type { VenueBook } from './venue-book.js';
import { remove } from './venue-book.js';
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
  const { venue, book, candle, quotes, openTime, closeTime, isOpen } = floor;
  const { order, isTriggered, isResting } = venueOrder;
  // A fill before it may have taken it back.
  if (!book.pending.includes(venueOrder)) return;
  if (floor.beginsAt >= venueOrder.endsAt) return end(floor, venueOrder);
  if (isOpen) venueOrder.isThere = !isOnItsWay(venueOrder, floor);
  if (!venueOrder.isThere) return;
  if (lostItsPosition(floor, venueOrder)) return end(floor, venueOrder, 'the position is closed already');
  const wanted = wantedLots(floor, venueOrder);
  const isTooLittle = order.timeInForce === 'FOK' && book.lotsLeft < wanted;
  const volume = isTooLittle ? 0 : Math.min(wanted, book.lotsLeft);
  const match = matchEntry(order, {
    openTime,
    closeTime,
    bar: ownBar(order.side, quotes),
    isTriggered,
    isResting,
  });
  if (match.kind !== 'none' && order.stopPrice !== undefined) venueOrder.isTriggered = true;
  venueOrder.isResting = floor.isTick && (order.stopPrice === undefined || venueOrder.isTriggered);
  if (match.kind === 'fill' && volume > 0) {
    const { touch, at, isNew, isMaker } = match;
    // A limit order is filled at its price, or a better one.
    const isAtAnyPrice = order.limitPrice === undefined;
    const slippage = isAtAnyPrice ? venue.friction.slippage(book.distances.slippage, volume, candle) : undefined;
    fill(floor, venueOrder, { volume, touch, slippage, at, isNew, isMaker });
  }
  const isAtOnce = order.timeInForce === 'IOC' || order.timeInForce === 'FOK';
  if (isAtOnce && book.pending.includes(venueOrder))
    end(floor, venueOrder, `${order.timeInForce ?? ''}: the open did not fill it`);
}

/** Latency: every candle of the symbol that passes meanwhile is one less to miss. */
function isOnItsWay(venueOrder: VenueOrder, { isFirst, beginsAt }: Floor): boolean {
  if (isFirst) {
    venueOrder.isMissing = venueOrder.barsToMiss > 0;
    if (venueOrder.isMissing) venueOrder.barsToMiss -= 1;
  }
  return venueOrder.isMissing || beginsAt < venueOrder.countsFrom;
}

/** An exit whose position is gone, and the rest of an entry whose first parts are gone; on a netting account they may be part of any position. */
function lostItsPosition({ book, venue }: Floor, { order, hasEntered }: VenueOrder): boolean {
  const { intent, clientOrderId, positionId = clientOrderId } = order;
  if (intent === 'entry' && !hasEntered) return false;
  if (intent === 'entry' && venue.ledger.isNetting) return book.positions.length === 0;
  return !book.positions.some((one) => one.positionId === positionId);
}

/** An exit wants no more than there is. */
function wantedLots({ book }: Floor, { order: { intent, positionId }, left }: VenueOrder): number {
  if (intent === 'entry') return left;
  return Math.min(left, book.positions.find((one) => one.positionId === positionId)?.volume ?? 0);
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
  for (const part of ledger.partsOf(book, how)) {
    // Whoever hears of the first part may take the rest back.
    if (!isWhole && !book.pending.includes(venueOrder)) return;
    ledger.enter(book, venueOrder, part);
  }
}

function exit({ book, venue: { ledger } }: Floor, venueOrder: VenueOrder, whole: Entering): void {
  const { clientOrderId, positionId } = venueOrder.order;
  for (const part of ledger.partsOf(book, whole)) {
    const position = book.positions.find((one) => one.positionId === positionId);
    if (position === undefined || venueOrder.state === 'canceled') return;
    const remaining = Math.max(0, cleaned(Math.min(venueOrder.left, position.volume) - part.volume));
    if (remaining === 0) remove(book, venueOrder);
    venueOrder.filledTo(remaining);
    const { volume, touch, slippage, at, isMaker } = part;
    const how = { clientOrderId, intent: 'exit', volume, touch, slippage, at, isMaker, remaining } as const;
    ledger.close(book, position, how);
  }
}

/** It ends unfilled, or with what is filled: canceled for a reason, or expired. */
function end({ book, venue: { inbox } }: Floor, venueOrder: VenueOrder, reason?: string): void {
  const { clientOrderId } = venueOrder.order;
  remove(book, venueOrder);
  venueOrder.become(reason === undefined ? 'expired' : 'canceled');
  if (reason === undefined) inbox.expired(clientOrderId);
  else inbox.canceled(clientOrderId, reason);
}
