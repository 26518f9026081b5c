import type { AccountMarks, CandlesAhead } from '@q/events';
import { firstOf } from '../feed/served-series.js';
import type { MarkRoom } from './mark-ahead.js';
import { addProfits } from './mark-ahead.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
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
  const { openProfit: profits, from } = sums;
  profits.fill(0, from, from + count * step);
  // At the first place what it is now, behind it after each candle.
  const own = new Float64Array(count + 1);
  // In the order in which the ledger adds up: binary fractions make a sum of it that depends on that.
  for (const line of ledger.lines) {
    const nth = marked.findIndex(({ book }) => book === line);
    const passing = marked[nth];
    for (const position of line.positions) {
      own.fill(0).fill(ledger.profitOf(line, position), 0, passing === undefined ? undefined : 1);
      if (passing !== undefined) followProfit(passing, position, { ledger, own });
      for (let place = 0; place < count; place += 1)
        for (let other = 0; other < step; other += 1) {
          const at = from + place * step + other;
          profits[at] = (profits[at] as number) + (own[other < nth ? place : place + 1] as number);
        }
    }
  }
  ledger.account.mark(sums, count * step);
  return new Map(marked.map(({ book }, nth) => [book, { ...sums, from: from + nth, step }]));
}

interface Followed {
  readonly ledger: VenueLedger;
  /** From its second place on. */
  readonly own: Float64Array;
}

/** What a position would bring after each candle of its symbol. */
function followProfit({ book, ahead }: Coming, position: VenuePosition, { ledger, own }: Followed): void {
  const { currency } = ledger.account;
  if (book.distances.halfSpreadAt === undefined)
    return addProfits(ahead, { currency, book, position }, { openProfit: own, from: 1 });
  const { bid, ask } = book;
  for (let place = 0; place < ahead.count; place += 1) {
    const candle = ahead.cursor.at(ahead.first + place);
    showClose(book, candle, halfSpreadOf(book, candle.openTime));
    own[place + 1] = ledger.profitOf(book, position);
  }
  setPrices(book, bid, ask);
}
