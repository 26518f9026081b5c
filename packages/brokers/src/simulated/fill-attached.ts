import type { Side } from '@q/events';
import { limitFillPrice, ownBar, stopFillPrice } from '@q/trading';
import type { Floor } from './fill-waiting.js';
import type { VenuePosition } from './venue-book.js';
import { opposite, positionOf, replace } from './venue-book.js';

/**
 * Stops and targets of the open positions, oldest position first. They are one-cancels-other: a stop closes everything and with it the
 * targets, the last target closes what is left and with it the stop.
 */
export function fillAttached(floor: Floor): void {
  const { book } = floor;
  for (const position of book.positions) {
    // Where both could have been hit inside the bar, the stop is taken: on a way through the bar only one of them is reached at a time.
    const isStopped = tryStop(floor, position);
    if (!isStopped && (floor.isPath || !position.isNew)) tryTargets(floor, position);
    const still = positionOf(book, position.positionId);
    if (still?.isNew === true) replace(book, still, { ...still, isNew: false });
  }
}

function tryStop(floor: Floor, position: VenuePosition): boolean {
  const { venue, book, quotes, candle, closeTime: at } = floor;
  const { stopLoss, side, volume, positionId } = position;
  if (stopLoss === undefined) return false;
  const reached = stopFillPrice(opposite(side), stopLoss.price, ownBar(opposite(side), quotes), 0);
  if (reached === undefined) return false;
  // The price came to a new position from behind: a stop on the wrong side of its entry brings no more than the entry.
  const touch = floor.isPath && position.isNew ? worseOf(side, reached, position.entryPrice) : reached;
  const slippage = venue.friction.slippage(book.distances.slippage, volume, candle);
  const { clientOrderId } = stopLoss;
  const how = { clientOrderId, intent: 'stop', volume, touch, slippage, at, isMaker: false } as const;
  venue.ledger.closeByParts(book, positionId, how);
  return true;
}

/** The closing price that is worse for a position of a side. */
function worseOf(side: Side, one: number, other: number): number {
  return side === 'buy' ? Math.min(one, other) : Math.max(one, other);
}

/** Nor does a target on the wrong side of a new position's entry. Among ticks a target that was there before gets its own price. */
function targetTouch({ isTick, openTime }: Floor, position: VenuePosition, target: number, reached: number): number {
  const { side, isNew, entryPrice, openedAt } = position;
  if (isTick && openedAt < openTime) return target;
  if (!isNew) return reached;
  const furthest = side === 'buy' ? Math.max(target, entryPrice) : Math.min(target, entryPrice);
  return worseOf(side, reached, furthest);
}

/** Nearest first; the last target closes whatever is left. */
function tryTargets(floor: Floor, { positionId }: VenuePosition): void {
  const { venue, book, quotes, closeTime: at } = floor;
  for (;;) {
    const position = positionOf(book, positionId);
    const [target, ...others] = position?.targets ?? [];
    if (position === undefined || target === undefined) return;
    const side = opposite(position.side);
    const reached = limitFillPrice(side, target.price, ownBar(side, quotes));
    if (reached === undefined) return;
    const touch = targetTouch(floor, position, target.price, reached);
    const now = { ...position, targets: others };
    replace(book, position, now);
    const volume = others.length === 0 ? position.volume : target.volume;
    const { clientOrderId } = target;
    const how = { clientOrderId, intent: 'target', volume, touch, at, isMaker: true } as const;
    venue.ledger.close(book, now, how);
  }
}
