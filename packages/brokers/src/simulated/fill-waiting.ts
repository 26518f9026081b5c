import type { BrokerInbox, Candle, Quotes } from '@q/events';
import { ownBar } from '@q/trading';
import type { BarPath } from './bar-path.js';
import { cleaned } from './cleaned.js';
import type { MarketFriction } from './market-friction.js';
import type { Match } from './match-entry.js';
import { matchEntry } from './match-entry.js';
import type { VenueBook } from './venue-book.js';
import { remove } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';
import type { VenueOrder } from './venue-order.js';

/** One symbol at the venue while a candle passes. */
export interface Floor {
  readonly symbol: string;
  readonly book: VenueBook;
  readonly ledger: VenueLedger;
  readonly inbox: BrokerInbox;
  readonly candle: Candle;
  readonly quotes: Quotes;
  /** Whole slippage, a price distance. */
  readonly slippage: number;
  readonly friction: MarketFriction;
  readonly path: BarPath;
  readonly margin: VenueMargin | undefined;
}

type Fill = Extract<Match, { readonly kind: 'fill' }>;

/** Market orders at the open, then limit and stop orders inside the candle, each kind in the order of arrival. */
export function fillWaiting(floor: Floor): void {
  const { book, candle, ledger, friction } = floor;
  const orders = [...book.pending];
  book.lotsLeft = friction.lotsOf(candle, ledger.instrument(floor.symbol));
  for (const order of orders) if (isMarket(order)) tryOrder(floor, order);
  for (const order of orders) if (!isMarket(order)) tryOrder(floor, order);
}

function isMarket({ order }: VenueOrder): boolean {
  return order.limitPrice === undefined && order.stopPrice === undefined;
}

function tryOrder(floor: Floor, venueOrder: VenueOrder): void {
  const { book, candle, quotes, friction, slippage } = floor;
  const { order, isTriggered } = venueOrder;
  // A fill before it may have taken it back.
  if (!book.pending.includes(venueOrder)) return;
  if (candle.openTime >= venueOrder.endsAt) return end(floor, venueOrder);
  if (isOnItsWay(venueOrder, candle)) return;
  if (lostItsPosition(floor, venueOrder)) return end(floor, venueOrder, 'the position is closed already');
  const wanted = wantedLots(floor, venueOrder);
  const isTooLittle = order.timeInForce === 'FOK' && book.lotsLeft < wanted;
  const volume = isTooLittle ? 0 : Math.min(wanted, book.lotsLeft);
  const match = matchEntry(order, {
    candle,
    volume,
    bar: ownBar(order.side, quotes),
    slippage: () => (volume === 0 ? 0 : friction.slippage(slippage, volume, candle)),
    isTriggered,
  });
  if (match.kind !== 'none' && order.stopPrice !== undefined) venueOrder.isTriggered = true;
  if (match.kind === 'fill' && volume > 0) fill(floor, venueOrder, match);
  const isAtOnce = order.timeInForce === 'IOC' || order.timeInForce === 'FOK';
  if (isAtOnce && book.pending.includes(venueOrder))
    end(floor, venueOrder, `${order.timeInForce ?? ''}: the open did not fill it`);
}

/** Latency: every candle of the symbol that passes meanwhile is one less to miss. */
function isOnItsWay(venueOrder: VenueOrder, { openTime }: Candle): boolean {
  const isMissed = venueOrder.barsToMiss > 0;
  if (isMissed) venueOrder.barsToMiss -= 1;
  return isMissed || openTime < venueOrder.countsFrom;
}

/** An exit whose position is gone, and the rest of an entry whose first parts are gone; a netting account has no position of its own for an entry. */
function lostItsPosition({ book, ledger }: Floor, { order, state }: VenueOrder): boolean {
  const { intent, clientOrderId, positionId = clientOrderId } = order;
  if (intent === 'entry' && (state !== 'partially_filled' || ledger.isNetting)) return false;
  return !book.positions.some((one) => one.positionId === positionId);
}

/** An exit wants no more than there is. */
function wantedLots({ book }: Floor, { order: { intent, positionId }, left }: VenueOrder): number {
  if (intent === 'entry') return left;
  return Math.min(left, book.positions.find((one) => one.positionId === positionId)?.volume ?? 0);
}

function fill(floor: Floor, venueOrder: VenueOrder, match: Fill): void {
  const { book, symbol, ledger, margin } = floor;
  const { order, left } = venueOrder;
  const { volume, rawPrice } = match;
  const problem = margin?.findProblem(order, volume, ledger.snapped(symbol, rawPrice));
  if (problem !== undefined) return end(floor, venueOrder, problem);
  book.lotsLeft = cleaned(book.lotsLeft - volume);
  if (volume >= left) remove(book, venueOrder);
  if (order.intent === 'exit') exit(floor, venueOrder, match);
  else ledger.enter(book, venueOrder, match);
}

function exit({ book, symbol, ledger }: Floor, venueOrder: VenueOrder, match: Fill): void {
  const { clientOrderId, positionId } = venueOrder.order;
  const position = book.positions.find((one) => one.positionId === positionId);
  if (position === undefined) return;
  const remaining = Math.max(0, cleaned(Math.min(venueOrder.left, position.volume) - match.volume));
  if (remaining === 0) remove(book, venueOrder);
  venueOrder.filledTo(remaining);
  ledger.close(book, symbol, position, { clientOrderId, intent: 'exit', ...match, remaining });
}

/** It ends unfilled, or with what is filled: canceled for a reason, or expired. */
function end({ book, inbox }: Floor, venueOrder: VenueOrder, reason?: string): void {
  const { clientOrderId } = venueOrder.order;
  remove(book, venueOrder);
  venueOrder.become(reason === undefined ? 'expired' : 'canceled');
  if (reason === undefined) inbox.expired(clientOrderId);
  else inbox.canceled(clientOrderId, reason);
}
