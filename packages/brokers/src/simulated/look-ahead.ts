import type { CandlesAhead } from '@q/events';
import type { VenueBook } from './venue-book.js';
import { passIdle, reachesAny, showClose } from './venue-book.js';
import { touchesPending } from './touches-pending.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';

/** Distance from the middle to either side of a market while a candle lasts that opens then, ms UTC. */
export function halfSpreadOf({ distances: { halfSpread, halfSpreadAt } }: VenueBook, openTime: number): number {
  return halfSpreadAt === undefined ? halfSpread : halfSpreadAt(openTime);
}

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
export function lookAhead(
  ahead: CandlesAhead,
  { ledger, book, marks, margin, swapsDueAt }: Looking,
): CandlesAhead | undefined {
  if (ledger.isFlat) return book.pending.length === 0 ? ahead : untouched(ahead, book);
  const { strip, first, periodMs, cursor } = ahead;
  const { account } = ledger;
  const { equity, openProfit, from } = marks.of(ahead.count);
  const { bid, ask } = book;
  const balanceMinor = account.equityMinor(0);
  let count = 0;
  for (; count < ahead.count; count += 1) {
    const candle = cursor.at(first + count);
    const halfSpread = halfSpreadOf(book, candle.openTime);
    if (candle.openTime >= swapsDueAt || touchesPending(book, candle, halfSpread)) break;
    if (reachesAny(book, candle, halfSpread)) break;
    if (margin?.isQuiet(book, candle, halfSpread) === false) break;
    showClose(book, candle, halfSpread);
    const equityMinor = account.equityMinor(ledger.openProfit());
    equity[from + count] = account.fromMinor(equityMinor);
    openProfit[from + count] = account.fromMinor(equityMinor - balanceMinor);
  }
  book.bid = bid;
  book.ask = ask;
  if (count === 0) return undefined;
  const { currency } = account;
  const made = { currency, balance: account.fromMinor(balanceMinor), equity, openProfit, from };
  return { strip, first, count, periodMs, cursor, marks: made };
}

/** The candles before the first that does anything to an order that waits, where nothing is open. */
function untouched(ahead: CandlesAhead, book: VenueBook): CandlesAhead | undefined {
  const { strip, first, periodMs, cursor } = ahead;
  let count = 0;
  for (; count < ahead.count; count += 1) {
    const candle = cursor.at(first + count);
    if (touchesPending(book, candle, halfSpreadOf(book, candle.openTime))) break;
  }
  return count === 0 ? undefined : { strip, first, count, periodMs, cursor };
}

/** What candles leave behind that have passed: the newest prices, and those before them. */
export function passAhead({ cursor, first, count }: CandlesAhead, book: VenueBook): void {
  for (let row = first + Math.max(0, count - 2); row < first + count; row += 1) {
    const candle = cursor.at(row);
    passIdle(book, candle, halfSpreadOf(book, candle.openTime));
  }
}

const MARKS_AT_ONCE = 4_096;

/** Room for marks, many at once: those that were taken stay as they are, what was only looked at is written over. */
export class MarkRoom {
  #equity = new Float64Array(0);
  #openProfit = new Float64Array(0);
  #from = 0;

  of(count: number): { readonly equity: Float64Array; readonly openProfit: Float64Array; readonly from: number } {
    if (this.#from + count > this.#equity.length) {
      this.#from = 0;
      this.#equity = new Float64Array(Math.max(count, MARKS_AT_ONCE));
      this.#openProfit = new Float64Array(this.#equity.length);
    }
    return { equity: this.#equity, openProfit: this.#openProfit, from: this.#from };
  }

  /** The next so many are taken. */
  take(count: number): void {
    this.#from += count;
  }
}
