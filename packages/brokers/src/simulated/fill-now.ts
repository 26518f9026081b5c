import type { Floor } from './fill-waiting.js';
import { fillWaiting } from './fill-waiting.js';
import { flat } from './venue-book.js';
import type { VenueOrder } from './venue-order.js';

interface Standing extends Pick<Floor, 'book' | 'ledger' | 'friction' | 'margin' | 'inbox'> {
  /** ms UTC. */
  readonly now: number;
}

/** Fills a market order at the prices that stand: those of the newest close, or tick. */
export function fillNow(venueOrder: VenueOrder, { book, now, ...others }: Standing): void {
  fillWaiting({
    ...others,
    symbol: venueOrder.order.symbol,
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
    slippage: book.distances.slippage,
  });
}
