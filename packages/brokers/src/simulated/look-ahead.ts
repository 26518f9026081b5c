import type { CandlesAhead } from '@q/events';
import { closingSide } from './closing-side.js';
import type { MarkRoom } from './mark-ahead.js';
import { markAhead } from './mark-ahead.js';
import { touchesPending } from './touches-pending.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { comesToLevel, halfSpreadOf, passIdle, reachesAny } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';

interface Looking {
  readonly ledger: VenueLedger;
  readonly book: VenueBook;
  readonly marks: MarkRoom;
  /** Where positions bind money. */
  readonly margin: VenueMargin | undefined;
  /** The next instant at which interest is booked, ms UTC. */
  readonly swapsDueAt: number;
}

/** The candles before the first that reaches something, with what the account is worth after each of them where something is open. */
export function lookAhead(ahead: CandlesAhead, looking: Looking): CandlesAhead | undefined {
  const { ledger, book } = looking;
  const { isFlat } = ledger;
  if (isFlat && book.pending.length === 0) return ahead;
  const count = isFlat ? walkedCount(ahead, { book, margin: undefined }) : quietCount(ahead, looking);
  if (count === 0) return undefined;
  const { strip, first, periodMs, cursor } = ahead;
  if (isFlat) return { strip, first, count, periodMs, cursor };
  const marks = markAhead({ strip, first, count, periodMs, cursor }, looking);
  return { strip, first, count, periodMs, cursor, marks };
}

/** How many come before the first that reaches something, where something is open. */
function quietCount(ahead: CandlesAhead, looking: Looking): number {
  const { strip, first, periodMs, cursor } = ahead;
  const { book, margin, swapsDueAt } = looking;
  const openTime = strip.openTime[first] as number;
  // Each begins where the one before it ended.
  let count = Math.max(0, Math.min(ahead.count, Math.ceil((swapsDueAt - openTime) / periodMs)));
  const isAskedEach = book.pending.length > 0 || margin !== undefined || book.distances.halfSpreadAt !== undefined;
  if (isAskedEach) return walkedCount({ strip, first, count, periodMs, cursor }, looking);
  for (const position of book.positions) count = countBeforeLevel(position, { strip, first, count }, book);
  return count;
}

/** Candle by candle: what waits, money that is bound, and a spread that changes with the time of the day, are looked at for each. */
function walkedCount(
  { cursor, first, count }: CandlesAhead,
  { book, margin }: Pick<Looking, 'book' | 'margin'>,
): number {
  for (let place = 0; place < count; place += 1) {
    const candle = cursor.at(first + place);
    const halfSpread = halfSpreadOf(book, candle.openTime);
    if (touchesPending(book, candle, halfSpread) || reachesAny(book, candle, halfSpread)) return place;
    if (margin?.isQuiet(book, candle, halfSpread) === false) return place;
  }
  return count;
}

/** What `reachesAny` says of a position, in columns, with a spread that stays as it is. */
function countBeforeLevel(
  position: VenuePosition,
  { strip, first, count }: Pick<CandlesAhead, 'strip' | 'first' | 'count'>,
  { distances }: VenueBook,
): number {
  if (position.isNew) return 0;
  if (position.stopLoss === undefined && position.targets.length === 0) return count;
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
