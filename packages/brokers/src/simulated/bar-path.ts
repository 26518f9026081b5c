import type { Candle, PriceBar, Quotes } from '@q/events';
import type { Floor } from './fill-waiting.js';

/**
 * Which way the price is taken to have gone inside a candle: not at all, and to the worse extreme first for every position; up first, down
 * first, or to the extreme first that is nearer to the open.
 */
export type BarPath = 'pessimistic' | 'open_high_low_close' | 'open_low_high_close' | 'nearest_extreme_first';

type Point = keyof Pick<PriceBar, 'open' | 'high' | 'low' | 'close'>;

const HIGH_FIRST: readonly Point[] = ['open', 'high', 'low', 'close'];
const LOW_FIRST: readonly Point[] = ['open', 'low', 'high', 'close'];

/** The prices of a candle in the order in which they come. Of two extremes that are as near, the low comes first. */
export function pathPoints(path: BarPath, { open, high, low }: Candle): readonly Point[] {
  const isHighFirst = path === 'nearest_extreme_first' ? high - open < open - low : path === 'open_high_low_close';
  return isHighFirst ? HIGH_FIRST : LOW_FIRST;
}

/**
 * The candle as it is seen at one of its points: a bar that opens at the point before and has gone to this one. What lay between was
 * passed, and orders that were there are filled at their price.
 */
export function floorAt(floor: Floor, to: Point, from: Point | undefined): Floor {
  const { quotes } = floor;
  const seen: Quotes = { bid: stretch(quotes.bid, to, from), ask: stretch(quotes.ask, to, from) };
  const openTime = from === undefined ? floor.openTime : floor.closeTime;
  const isOpen = from === undefined;
  return { ...floor, quotes: seen, openTime, isOpen, isFirst: isOpen };
}

function stretch(bar: PriceBar, to: Point, from: Point = to): PriceBar {
  const price = bar[to];
  return { open: bar[from], high: price, low: price, close: price };
}
