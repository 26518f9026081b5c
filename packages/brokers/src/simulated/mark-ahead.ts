import type { AccountMarks, CandlesAhead } from '@q/events';
import { closingSide } from './closing-side.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { halfSpreadOf, showClose } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

interface Marking {
  readonly ledger: VenueLedger;
  readonly marks: MarkRoom;
}

interface Marked {
  readonly ledger: VenueLedger;
  readonly book: VenueBook;
}

/** What the account is worth after each of several candles at which only prices move it. */
export function markAhead(ahead: CandlesAhead, book: VenueBook, { ledger, marks }: Marking): AccountMarks {
  const { account } = ledger;
  const sums = marks.of(ahead.count, account);
  // A spread may change from candle to candle, and a rate with every price.
  const isByCandle = ledger.rates.isNeeded || book.distances.halfSpreadAt !== undefined;
  if (isByCandle) sumByCandle(ahead, { ledger, book }, sums);
  else sumByPosition(ahead, { ledger, book }, sums);
  account.mark(sums, ahead.count);
  return sums;
}

function sumByCandle(
  { cursor, first, count }: CandlesAhead,
  { ledger, book }: Marked,
  { openProfit: profits, from }: AccountMarks,
): void {
  const { bid, ask } = book;
  for (let place = 0; place < count; place += 1) {
    const candle = cursor.at(first + place);
    showClose(book, candle, halfSpreadOf(book, candle.openTime));
    profits[from + place] = ledger.openProfit();
  }
  book.bid = bid;
  book.ask = ask;
}

/** Adds up in the order in which the ledger does: binary fractions make a sum of it that depends on that. */
function sumByPosition(ahead: CandlesAhead, { ledger, book }: Marked, sums: AccountMarks): void {
  const { openProfit: profits, from } = sums;
  // Of the few candles that there mostly are, the call of `fill` would cost more than all else.
  const end = from + ahead.count;
  for (let at = from; at < end; at += 1) profits[at] = 0;
  for (const line of ledger.lines) {
    for (const position of line.positions) {
      if (line === book) addProfits(ahead, { currency: ledger.account.currency, book, position }, sums);
      else addProfit(ahead.count, ledger.profitOf(line, position), sums);
    }
  }
}

/** What `openProfit` says of a position whose prices move, and whose money needs no rate: what stays the same is read once. */
export function addProfits(
  { strip, first, count }: CandlesAhead,
  {
    currency,
    book,
    position,
  }: { readonly currency: string; readonly book: VenueBook; readonly position: VenuePosition },
  { openProfit: profits, from }: Pick<AccountMarks, 'openProfit' | 'from'>,
): void {
  const { instrument, distances } = book;
  const { contractSize } = instrument;
  const { side, entryPrice, volume } = position;
  const isInQuote = instrument.quoteCurrency === currency;
  const isLong = side === 'buy';
  const { prices, distance } = closingSide(strip, side, distances.halfSpread);
  const { close } = prices;
  for (let place = 0; place < count; place += 1) {
    const exitPrice = (close[first + place] as number) + distance;
    const move = isLong ? exitPrice - entryPrice : entryPrice - exitPrice;
    const inQuote = move * volume * contractSize;
    profits[from + place] = (profits[from + place] as number) + (isInQuote ? inQuote : inQuote / exitPrice);
  }
}

/** Of one in another symbol: its prices stay. */
function addProfit(count: number, profit: number, { openProfit: profits, from }: AccountMarks): void {
  for (let at = from; at < from + count; at += 1) profits[at] = (profits[at] as number) + profit;
}

const MARKS_AT_ONCE = 4_096;

/** Room for marks, many at once: those that were taken stay as they are, what was only looked at is written over. */
export class MarkRoom {
  #equity = new Float64Array(0);
  #openProfit = new Float64Array(0);
  #from = 0;

  /** Room for so many of an account: nothing is in it yet. */
  of(count: number, { currency, balance }: Pick<AccountMarks, 'currency' | 'balance'>): AccountMarks {
    if (this.#from + count > this.#equity.length) {
      this.#from = 0;
      this.#equity = new Float64Array(Math.max(count, MARKS_AT_ONCE));
      this.#openProfit = new Float64Array(this.#equity.length);
    }
    return { currency, balance, equity: this.#equity, openProfit: this.#openProfit, from: this.#from, step: 1 };
  }

  /** The next so many are taken. */
  take(count: number): void {
    this.#from += count;
  }
}
