import type { Floor } from './fill-waiting.js';
import { fillWaiting } from './fill-waiting.js';
import { flat } from './venue-book.js';
import type { VenueOrder } from './venue-order.js';

interface Standing extends Pick<Floor, 'venue' | 'book'> {
  /** ms UTC. */
  readonly now: number;
}

/** Fills a market order at the prices that stand: those of the newest close, or tick. */
export function fillNow(venueOrder: VenueOrder, { venue, book, now }: Standing): void {
  fillWaiting({
    venue,
    book,
    candle: { volume: book.volume },
    quotes: { bid: flat(book.bid), ask: flat(book.ask) },
    orders: [venueOrder],
    openTime: now,
    closeTime: now,
    beginsAt: now,
    isOpen: true,
    isFirst: true,
    isPath: true,
    isTick: true,
  });
}
