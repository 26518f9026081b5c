import type { CandlesAhead } from '@q/events';
import type { SwapBooker } from './book-swap.js';
import { closingSide } from './closing-side.js';
import type { MarkRoom } from './mark-ahead.js';
import { markAhead } from './mark-ahead.js';
import { touchesPending } from './touches-pending.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { comesToLevel, halfSpreadOf, passIdle, reachesAny } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';

/** What is looked at beside the book of a symbol. */
export interface Looking {
  readonly ledger: VenueLedger;
  readonly marks: MarkRoom;
  /** Where positions bind money. */
  readonly margin: VenueMargin | undefined;
  readonly swaps: SwapBooker;
}

/** The candles before the first that reaches something, with what the account is worth after each of them where something is open. */
export function lookAhead(ahead: CandlesAhead, book: VenueBook, looking: Looking): CandlesAhead | undefined {
  const { isFlat } = looking.ledger;
  if (isFlat && book.pending.length === 0) return ahead;
  const count = isFlat
    ? walkedCount(ahead, ahead.count, { book, margin: undefined })
    : quietCount(ahead, book, looking);
  if (count === 0) return undefined;
  const { strip, first, periodMs, cursor } = ahead;
  const quiet = count === ahead.count ? ahead : { strip, first, count, periodMs, cursor };
  if (isFlat) return quiet;
  return { strip, first, count, periodMs, cursor, marks: markAhead(quiet, book, looking) };
}

/** How many come before the first that reaches something, where something is open. */
function quietCount(ahead: CandlesAhead, book: VenueBook, { margin, swaps }: Looking): number {
  let count = countBefore(swaps.dueAt(book.instrument.symbol), ahead);
  const isAskedEach = book.pending.length > 0 || margin !== undefined || book.distances.halfSpreadAt !== undefined;
  if (isAskedEach) return walkedCount(ahead, count, { book, margin });
  for (const position of book.positions) {
    if (position.isNew) return 0;
    if (position.stopLoss !== undefined || position.targets.length > 0)
      count = countBeforeLevel(position, { strip: ahead.strip, first: ahead.first, count }, book);
  }
  return count;
}

/** How many open before an instant: each begins where the one before it ended. */
function countBefore(instant: number, { strip, first, count, periodMs }: CandlesAhead): number {
  if (instant === Infinity) return count;
  const openTime = strip.openTime[first] as number;
  return Math.max(0, Math.min(count, Math.ceil((instant - openTime) / periodMs)));
}

/** Candle by candle: what waits, money that is bound, and a spread that changes with the time of the day, are looked at for each. */
function walkedCount(
  { cursor, first }: CandlesAhead,
  count: number,
  { book, margin }: Pick<Looking, 'margin'> & { readonly book: VenueBook },
): number {
  for (let place = 0; place < count; place += 1) {
    const candle = cursor.at(first + place);
    const halfSpread = halfSpreadOf(book, candle.openTime);
    if (touchesPending(book, candle, halfSpread) || reachesAny(book, candle, halfSpread)) return place;
    if (margin?.isQuiet(book, candle, halfSpread) === false) return place;
  }
  return count;
}

/** What `reachesAny` says of a position that is not new, in columns, with a spread that stays as it is. */
function countBeforeLevel(
  position: VenuePosition,
  { strip, first, count }: Pick<CandlesAhead, 'strip' | 'first' | 'count'>,
  { distances }: VenueBook,
): number {
  const { prices, distance } = closingSide(strip, position.side, distances.halfSpread);
  const { low, high } = prices;
  for (let place = 0; place < count; place += 1) {
    const row = first + place;
    if (comesToLevel(position, (low[row] as number) + distance, (high[row] as number) + distance)) return place;
  }
  return count;
}

/** What candles leave behind that have passed: the newest prices, and those before them. */
export function passAhead({ cursor, first, count }: CandlesAhead, book: VenueBook): void {
  for (let row = first + Math.max(0, count - 2); row < first + count; row += 1) {
    const candle = cursor.at(row);
    passIdle(book, candle, halfSpreadOf(book, candle.openTime));
  }
}
