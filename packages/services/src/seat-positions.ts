import type { Direction } from '@q/events';
import { timeframeMs } from '@q/events';
import type { HeldPosition } from '@q/trading';
import type { Seat } from './strategy-seat.js';

/** A position of the strategy was opened: it is there to be looked at. */
export function holdPosition(seat: Seat, position: HeldPosition): void {
  forgetAnswer(seat);
  seat.open[position.direction].push(position);
  showOldest(seat, position.direction);
}

/** One of its positions was made larger, at another mean price. */
export function resizePosition(
  seat: Seat,
  direction: Direction,
  { positionId, entryPrice }: Pick<HeldPosition, 'positionId' | 'entryPrice'>,
): void {
  forgetAnswer(seat);
  seat.open[direction] = seat.open[direction].map((held) =>
    held.positionId === positionId ? { ...held, entryPrice } : held,
  );
  showOldest(seat, direction);
}

/** One of its positions of a direction is gone. */
export function dropPosition(seat: Seat, direction: Direction, positionId: string): void {
  forgetAnswer(seat);
  const open = seat.open[direction];
  const place = open.findIndex((held) => held.positionId === positionId);
  if (place === open.length - 1) open.pop();
  else if (place >= 0) open.splice(place, 1);
  showOldest(seat, direction);
}

/** Whether it has something in a direction: a position, or an entry that waits. */
export function holds({ open, waiting }: Seat, direction: Direction): boolean {
  // Each by its name: a name that varies is looked up anew each time.
  return direction === 'long' ? open.long.length + waiting.long.size > 0 : open.short.length + waiting.short.size > 0;
}

/** The best price since each position was opened, from the rows that the strategy is asked on: the newest of them. */
export function followPrices(seat: Seat): void {
  const { view, rows, lowest, lowestPlace } = seat;
  const { long, short } = seat.open;
  if (!seat.followsPrices || long.length + short.length === 0) return;
  const openTime = (rows[lowestPlace]?.closeTime(0) ?? NaN) - timeframeMs(lowest);
  const close = newest(seat, 'close');
  if (follow(long, { extreme: long.length > 0 ? newest(seat, 'high') : NaN, openTime, close }))
    view.hold('long', long[0]);
  if (follow(short, { extreme: short.length > 0 ? newest(seat, 'low') : NaN, openTime, close }))
    view.hold('short', short[0]);
}

/** The same, given the highest and the lowest price of rows that lie behind all openings; NaN where nobody has a position of that direction. */
export function followTo({ open, view }: Seat, high: number, low: number): void {
  if (follow(open.long, { extreme: high, openTime: Infinity, close: high })) view.hold('long', open.long[0]);
  if (follow(open.short, { extreme: low, openTime: Infinity, close: low })) view.hold('short', open.short[0]);
}

function newest({ rows, lowestPlace }: Seat, column: 'high' | 'low' | 'close'): number {
  const recent = rows[lowestPlace];
  const index = recent?.schema(0)?.indexOf(column);
  return index === undefined ? NaN : (recent?.cell(0, index) ?? NaN);
}

interface Prices {
  readonly extreme: number;
  readonly close: number;
  /** Of the row that they are from. */
  readonly openTime: number;
}

/**
 * A row that had begun before a position counts with its close: its extremes may be older.
 * @returns whether one of them has a new best price
 */
function follow(held: HeldPosition[], { extreme, close, openTime }: Prices): boolean {
  let isFollowed = false;
  for (let index = 0; index < held.length; index += 1) {
    const { positionId, direction, openedAt, entryPrice, bestPrice, pip } = held[index] as HeldPosition;
    const price = openTime < openedAt ? close : extreme;
    if (!(direction === 'long' ? price > bestPrice : price < bestPrice)) continue;
    held[index] = { positionId, direction, openedAt, entryPrice, bestPrice: price, pip };
    isFollowed = true;
  }
  return isFollowed;
}

function showOldest({ view, open }: Seat, direction: Direction): void {
  view.hold(direction, open[direction][0]);
}

/** It was asked with other positions: a command from outside came between. */
function forgetAnswer({ answer }: Seat): void {
  answer.closeTime = NaN;
}
