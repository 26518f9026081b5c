import type { Candle, CandlesAhead } from '@q/events';
import { firstOf } from '../feed/ahead-together.js';
import type { SwapBooker } from './book-swap.js';
import { closingSide } from './closing-side.js';
import type { MarkRoom } from './mark-ahead.js';
import { markAhead } from './mark-ahead.js';
import type { Coming } from './mark-together.js';
import { markTogether } from './mark-together.js';
import { touchesPending } from './touches-pending.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { comesToLevel, halfSpreadOf, passIdle, reachesAny, setPrices, showClose } from './venue-book.js';
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

/** The same of several symbols whose candles come together; none where money is bound that is converted at prices that move. */
export function lookTogether(
  aheads: readonly (CandlesAhead | undefined)[],
  books: readonly (VenueBook | undefined)[],
  looking: Looking,
): readonly (CandlesAhead | undefined)[] | undefined {
  const { ledger, marks, swaps, margin } = looking;
  const { isFlat } = ledger;
  if (!isFlat && margin !== undefined && ledger.rates.isNeeded) return undefined;
  const coming = comingOf(aheads, books);
  let count = aheads.find((ahead) => ahead !== undefined)?.count ?? 0;
  // Money that is bound is looked at for all of them at once.
  const alone = { ledger, marks, swaps, margin: undefined };
  for (const { book, ahead } of coming)
    if (count > 0 && (book.pending.length > 0 || book.positions.length > 0))
      count = quietCount(firstOf(ahead, count), book, alone);
  if (margin !== undefined && !isFlat) count = carriedCount(coming, count, margin);
  if (count === 0) return undefined;
  const quiet = aheads.map((ahead) => ahead && firstOf(ahead, count));
  if (isFlat) return quiet;
  const marked = markTogether(coming, count, looking);
  return quiet.map((ahead, index) => {
    const book = books[index];
    const own = book && marked.get(book);
    if (ahead === undefined || own === undefined) return ahead;
    const { strip, first, periodMs, cursor } = ahead;
    return { strip, first, count, periodMs, cursor, marks: own };
  });
}

function comingOf(
  aheads: readonly (CandlesAhead | undefined)[],
  books: readonly (VenueBook | undefined)[],
): readonly Coming[] {
  const coming: Coming[] = [];
  for (let index = 0; index < aheads.length; index += 1) {
    const [ahead, book] = [aheads[index], books[index]];
    if (ahead !== undefined && book !== undefined) coming.push({ book, ahead });
  }
  return coming;
}

/** How many come before the first that the account may not carry, if each price goes where it hurts most, or stays where it was. */
function carriedCount(coming: readonly Coming[], count: number, margin: VenueMargin): number {
  const open = coming.filter(({ book }) => book.positions.length > 0);
  const before = open.map(({ book: { bid, ask } }) => ({ bid, ask }));
  let place = 0;
  for (; place < count; place += 1) {
    for (const { book, ahead } of open) showWorst(book, ahead.cursor.at(ahead.first + place));
    if (!margin.isClear) break;
    for (const { book, ahead } of open) {
      const candle = ahead.cursor.at(ahead.first + place);
      showClose(book, candle, halfSpreadOf(book, candle.openTime));
    }
  }
  open.forEach(({ book }, index) => setPrices(book, before[index]?.bid ?? NaN, before[index]?.ask ?? NaN));
  return place;
}

function showWorst(book: VenueBook, { openTime, low, high, quotes }: Candle): void {
  const halfSpread = halfSpreadOf(book, openTime);
  const [bid, ask] = [quotes?.bid.low ?? low - halfSpread, quotes?.ask.high ?? high + halfSpread];
  setPrices(book, Math.min(book.bid, bid), Math.max(book.ask, ask));
}

/** How many come before the first that reaches something, where something is open or waits. */
function quietCount(ahead: CandlesAhead, book: VenueBook, { margin, swaps }: Looking): number {
  if (book.positions.length === 0) return walkedCount(ahead, ahead.count, { book, margin });
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
