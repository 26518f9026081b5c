import type { Filling } from './filling.js';
import { depthAt, depthParts } from './market-depth.js';
import type { VenueBook } from './venue-book.js';
import { newestTickLots } from './venue-book.js';

/** Whether the depth of the market makes parts of a fill. */
export function isInParts({ distances }: VenueBook, { slippage }: Filling): boolean {
  return distances.depth !== undefined && slippage !== undefined;
}

/** A fill in the parts that the depth of the market makes of it. */
export function partsOf<F extends Filling & { readonly volume: number }>(book: VenueBook, fill: F): readonly F[] {
  const { distances, instrument } = book;
  const { slippage } = fill;
  if (distances.depth === undefined || slippage === undefined) return [fill];
  const depth = depthAt(distances.depth, newestTickLots(book));
  const parts = depthParts(fill.volume, depth, instrument.tickSize);
  return parts.map(({ volume, worse }) => ({ ...fill, volume, slippage: slippage + worse }));
}
