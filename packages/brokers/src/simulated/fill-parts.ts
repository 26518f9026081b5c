import type { Filling } from './filling.js';
import { depthParts } from './market-depth.js';
import type { VenueBook } from './venue-book.js';

/** Whether the depth of the market makes parts of a fill. */
export function isInParts({ distances }: VenueBook, { slippage }: Filling): boolean {
  return distances.depth !== undefined && slippage !== undefined;
}

/** A fill in the parts that the depth of the market makes of it. */
export function partsOf<F extends Filling & { readonly volume: number }>(
  { distances, instrument }: VenueBook,
  fill: F,
): readonly F[] {
  const { depth } = distances;
  const { slippage } = fill;
  if (depth === undefined || slippage === undefined) return [fill];
  const parts = depthParts(fill.volume, depth, instrument.tickSize);
  return parts.map(({ volume, worse }) => ({ ...fill, volume, slippage: slippage + worse }));
}
