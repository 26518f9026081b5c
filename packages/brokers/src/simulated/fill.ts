import { fillAttached } from './fill-attached.js';
import type { Floor } from './fill-waiting.js';
import { fillWaiting } from './fill-waiting.js';

/** What waits first, then stops and targets of what is open. */
export function fill(floor: Floor): void {
  if (floor.orders.length > 0) fillWaiting(floor);
  if (floor.book.positions.length > 0) fillAttached(floor);
}
