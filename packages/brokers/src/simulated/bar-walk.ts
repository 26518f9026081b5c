import type { Candle } from '@q/events';
import type { BarPath } from './bar-path.js';
import { floorAt, pathPoints } from './bar-path.js';
import type { Floor } from './fill-waiting.js';
import { fill } from './fill.js';
import { setPrices } from './venue-book.js';

/** From price to price of the candle; at each of them the account is looked at as it is then. */
export function walkBar(floor: Floor, candle: Candle, barPath: BarPath): void {
  const { book, quotes, venue } = floor;
  let from: ReturnType<typeof pathPoints>[number] | undefined;
  for (const to of pathPoints(barPath, candle)) {
    setPrices(book, quotes.bid[to], quotes.ask[to]);
    fill(floorAt(floor, to, from));
    if (to === 'high' || to === 'low') venue.margin?.watch(candle.closeTime);
    from = to;
  }
}
