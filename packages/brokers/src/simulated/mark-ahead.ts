import type { AccountMarks, CandlesAhead } from '@q/events';
import { openProfit } from '@q/trading';
import { closingSide } from './closing-side.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { halfSpreadOf, showClose } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

interface Marking {
  readonly ledger: VenueLedger;
  readonly book: VenueBook;
  readonly marks: MarkRoom;
}

/** Profits one after the other, from a place on. */
interface Profits {
  readonly profits: Float64Array;
  readonly from: number;
}

/** What the account is worth after each of several candles at which only prices move it. */
export function markAhead(ahead: CandlesAhead, { ledger, book, marks }: Marking): AccountMarks {
  const { account } = ledger;
  const { equity, openProfit: profits, from } = marks.of(ahead.count);
  const sums = { profits, from };
  // A spread may change from candle to candle, and a rate with every price.
  const isByCandle = ledger.rates.isNeeded || book.distances.halfSpreadAt !== undefined;
  if (isByCandle) sumByCandle(ahead, { ledger, book }, sums);
  else sumByPosition(ahead, { ledger, book }, sums);
  account.mark(profits, equity, { from, count: ahead.count });
  const { currency, balance } = account;
  return { currency, balance, equity, openProfit: profits, from };
}

function sumByCandle(
  { cursor, first, count }: CandlesAhead,
  { ledger, book }: Pick<Marking, 'ledger' | 'book'>,
  { profits, from }: Profits,
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
function sumByPosition(ahead: CandlesAhead, { ledger, book }: Pick<Marking, 'ledger' | 'book'>, sums: Profits): void {
  sums.profits.fill(0, sums.from, sums.from + ahead.count);
  for (const line of ledger.lines) {
    for (const position of line.positions) {
      if (line === book) addProfits(ahead, { ledger, book, position }, sums);
      else addProfit(ahead.count, ledger.profitOf(line, position), sums);
    }
  }
}

/** Of a position whose prices move, and whose money needs no rate. */
function addProfits(
  { strip, first, count }: CandlesAhead,
  { ledger, book, position }: Pick<Marking, 'ledger' | 'book'> & { readonly position: VenuePosition },
  { profits, from }: Profits,
): void {
  const { instrument, distances } = book;
  const { side, entryPrice, volume } = position;
  const { currency } = ledger.account;
  const { prices, distance } = closingSide(strip, side, distances.halfSpread);
  const { close } = prices;
  for (let place = 0; place < count; place += 1) {
    const exitPrice = (close[first + place] as number) + distance;
    const profit = openProfit({ instrument, side, entryPrice, exitPrice, volume, currency, rate: undefined });
    profits[from + place] = (profits[from + place] as number) + profit;
  }
}

/** Of one in another symbol: its prices stay. */
function addProfit(count: number, profit: number, { profits, from }: Profits): void {
  for (let at = from; at < from + count; at += 1) profits[at] = (profits[at] as number) + profit;
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
