import type { Candle } from '@q/events';
import type { TickColumns, TickRange } from '../feed/tick-columns.js';
import type { Floor } from './fill-waiting.js';
import { fill } from './fill.js';
import { flat, setPrices } from './venue-book.js';

/** The ticks that a candle was made of. */
export interface TickWalk extends TickRange {
  readonly ticks: TickColumns;
}

/** `undefined` where none of them is known. */
export function tickWalk(ticks: TickColumns | undefined, { openTime, closeTime }: Candle): TickWalk | undefined {
  if (ticks === undefined) return undefined;
  const { first, end } = ticks.within(openTime, closeTime);
  return first === end ? undefined : { ticks, first, end };
}

/**
 * From tick to tick of the candle. Each has a price and no way to it, so it is a bar that opens where it closes: a stop that it is beyond
 * is filled at its price, as at an open. At each of them the account is looked at as it is then.
 */
export function walkTicks(floor: Floor, { ticks, first, end }: TickWalk, halfSpread: number): void {
  const { book, venue } = floor;
  const toSide = ticks.isQuoted ? 0 : halfSpread;
  for (let row = first; row < end; row += 1) {
    // Within the columns: there is a number.
    const time = ticks.time[row] as number;
    const quotes = { bid: flat((ticks.bid[row] as number) - toSide), ask: flat((ticks.ask[row] as number) + toSide) };
    setPrices(book, quotes.bid.open, quotes.ask.open);
    book.tickRow = row;
    venue.margin?.watch(time);
    if (book.pending.length === 0 && book.positions.length === 0) continue;
    const isFirst = row === first;
    fill({ ...floor, quotes, openTime: time, closeTime: time, beginsAt: time, isFirst, isTick: true });
  }
  book.tickRow = undefined;
}
