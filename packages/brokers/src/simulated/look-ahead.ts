import type { Candle, CandlesAhead } from '@q/events';
import { limitFillPrice, ownBar, quotesOf, stopFillPrice } from '@q/trading';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { opposite, passIdle } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

/** Distance from the middle to either side of a market while a candle lasts. */
export function halfSpreadOf({ distances }: VenueBook, { openTime }: Candle): number {
  const { halfSpread, halfSpreadAt } = distances;
  return halfSpreadAt === undefined ? halfSpread : halfSpreadAt(openTime);
}

/** Whether a candle reaches no stop and no target, and leaves all positions as they are. */
export function reachesNothing({ positions }: VenueBook, candle: Candle, halfSpread: number): boolean {
  const quotes = quotesOf(candle, halfSpread);
  for (const position of positions) if (isReached(position, quotes)) return false;
  return true;
}

function isReached({ side, stopLoss, targets, isNew }: VenuePosition, quotes: ReturnType<typeof quotesOf>): boolean {
  if (isNew) return true;
  const closes = opposite(side);
  const bar = ownBar(closes, quotes);
  if (stopLoss !== undefined && stopFillPrice(closes, stopLoss.price, bar, 0) !== undefined) return true;
  const [nearest] = targets;
  return nearest !== undefined && limitFillPrice(closes, nearest.price, bar) !== undefined;
}

interface Looking {
  readonly ledger: VenueLedger;
  readonly book: VenueBook;
  /** The next instant at which interest is booked, ms UTC. */
  readonly swapsDueAt: number;
}

/** The candles before the first that reaches something, with what the account is worth after each of them where something is open. */
export function lookAhead(ahead: CandlesAhead, { ledger, book, swapsDueAt }: Looking): CandlesAhead | undefined {
  if (book.pending.length > 0) return undefined;
  if (ledger.isFlat) return ahead;
  const { strip, first, periodMs } = ahead;
  const equity = new Float64Array(ahead.count);
  const openProfit = new Float64Array(ahead.count);
  const seen: VenueBook = { ...book };
  const { balance, currency } = ledger.account.snapshot('mark', 0, 0);
  let count = 0;
  for (; count < ahead.count; count += 1) {
    const candle = strip.candleAt(first + count, periodMs);
    const halfSpread = halfSpreadOf(book, candle);
    if (candle.openTime >= swapsDueAt || !reachesNothing(book, candle, halfSpread)) break;
    passIdle(book, candle, halfSpread);
    const now = ledger.account.snapshot('mark', ledger.openProfit(), candle.closeTime);
    equity[count] = now.equity;
    openProfit[count] = now.openProfit;
  }
  Object.assign(book, seen);
  return count === 0 ? undefined : { strip, first, count, periodMs, marks: { currency, balance, equity, openProfit } };
}

/** What candles leave behind that have passed: the newest prices, and those before them. */
export function passAhead({ strip, first, count, periodMs }: CandlesAhead, book: VenueBook): void {
  for (let row = first + Math.max(0, count - 2); row < first + count; row += 1) {
    const candle = strip.candleAt(row, periodMs);
    passIdle(book, candle, halfSpreadOf(book, candle));
  }
}
