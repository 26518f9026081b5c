import type { AccountMarks, CandlesAhead } from '@q/events';
import { firstOf } from '../feed/ahead-together.js';
import type { MarkRoom } from './mark-ahead.js';
import { addProfits } from './mark-ahead.js';
import type { VenueBook } from './venue-book.js';
import { halfSpreadOf, setPrices, showClose } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

/** A symbol whose candles come, and what the venue holds of it. */
export interface Coming {
  readonly book: VenueBook;
  readonly ahead: CandlesAhead;
}

interface Marking {
  readonly ledger: VenueLedger;
  readonly marks: MarkRoom;
}

/**
 * What the account is worth after each of several candles of several symbols, which pass one after the other: those of the symbols behind one that is
 * marked have the prices of the close before. Only symbols in which something is open are marked.
 */
export function markTogether(
  coming: readonly Coming[],
  count: number,
  { ledger, marks }: Marking,
): ReadonlyMap<VenueBook, AccountMarks> {
  const marked = coming
    .filter(({ book }) => book.positions.length > 0)
    .map(({ book, ahead }) => ({ book, ahead: firstOf(ahead, count) }));
  const step = marked.length;
  const sums = marks.of(count * step, ledger.account);
  // A spread may change from candle to candle, and a rate with every price.
  const isByCandle = ledger.rates.isNeeded || marked.some(({ book }) => book.distances.halfSpreadAt !== undefined);
  if (isByCandle) sumByCandle(coming, { count, ledger }, sums);
  else sumByPosition(marked, { count, ledger }, sums);
  ledger.account.mark(sums, count * step);
  return new Map(marked.map(({ book }, nth) => [book, { ...sums, from: sums.from + nth, step }]));
}

interface Summing {
  readonly count: number;
  readonly ledger: VenueLedger;
}

/** Candle after candle, as they pass. */
function sumByCandle(
  coming: readonly Coming[],
  { count, ledger }: Summing,
  { openProfit: profits, from }: AccountMarks,
): void {
  const before = coming.map(({ book: { bid, ask } }) => ({ bid, ask }));
  let at = from;
  for (let place = 0; place < count; place += 1)
    for (const { book, ahead } of coming) {
      const candle = ahead.cursor.at(ahead.first + place);
      showClose(book, candle, halfSpreadOf(book, candle.openTime));
      if (book.positions.length === 0) continue;
      profits[at] = ledger.openProfit();
      at += 1;
    }
  coming.forEach(({ book }, index) => setPrices(book, before[index]?.bid ?? NaN, before[index]?.ask ?? NaN));
}

/** Adds up in the order in which the ledger does: binary fractions make a sum of it that depends on that. */
function sumByPosition(
  marked: readonly Coming[],
  { count, ledger }: Summing,
  { openProfit: profits, from }: AccountMarks,
): void {
  const { currency } = ledger.account;
  const step = marked.length;
  profits.fill(0, from, from + count * step);
  // At the first place what it is now, behind it after each candle.
  const own = new Float64Array(count + 1);
  for (const line of ledger.lines) {
    const nth = marked.findIndex(({ book }) => book === line);
    const passing = marked[nth];
    for (const position of line.positions) {
      own.fill(0).fill(ledger.profitOf(line, position), 0, passing === undefined ? undefined : 1);
      if (passing !== undefined)
        addProfits(passing.ahead, { currency, book: line, position }, { openProfit: own, from: 1 });
      for (let place = 0; place < count; place += 1)
        for (let other = 0; other < step; other += 1) {
          const at = from + place * step + other;
          profits[at] = (profits[at] as number) + (own[other < nth ? place : place + 1] as number);
        }
    }
  }
}
