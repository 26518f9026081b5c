import type { Candle } from '@q/events';
import type { VenueBook } from './venue-book.js';
import type { VenueOrder } from './venue-order.js';

/** Whether a sound candle may do anything to what waits: fill it, trigger it or end it, or count as one that it misses. */
export function touchesPending({ pending, ticks }: VenueBook, candle: Candle, halfSpread: number): boolean {
  for (const one of pending) if (ticks !== undefined || touches(one, candle, halfSpread)) return true;
  return false;
}

function touches(waiting: VenueOrder, { openTime, high, low, quotes }: Candle, halfSpread: number): boolean {
  const { side, limitPrice, stopPrice, timeInForce } = waiting.order;
  // Whose first part is filled depends on its position, and those that take what there is at once are over with the first candle.
  if (waiting.barsToMiss > 0 || waiting.hasEntered || timeInForce === 'IOC' || timeInForce === 'FOK') return true;
  if (openTime >= waiting.endsAt) return true;
  if (openTime < waiting.countsFrom) return false;
  const isStop = stopPrice !== undefined && !waiting.isTriggered;
  const price = isStop ? stopPrice : limitPrice;
  if (price === undefined) return true;
  if (side === 'buy')
    return isStop ? (quotes?.ask.high ?? high + halfSpread) >= price : (quotes?.ask.low ?? low + halfSpread) <= price;
  return isStop ? (quotes?.bid.low ?? low - halfSpread) <= price : (quotes?.bid.high ?? high - halfSpread) >= price;
}
