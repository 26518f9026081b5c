import type { Candle, CandlesAhead, CandleStrip } from '@q/events';
import type { VenueBook } from './venue-book.js';
import { passIdle, reachesAny } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

/** Distance from the middle to either side of a market while a candle lasts that opens then, ms UTC. */
export function halfSpreadOf({ distances: { halfSpread, halfSpreadAt } }: VenueBook, openTime: number): number {
  return halfSpreadAt === undefined ? halfSpread : halfSpreadAt(openTime);
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
  const { account } = ledger;
  const equity = new Float64Array(ahead.count);
  const openProfit = new Float64Array(ahead.count);
  const { bid, ask, closedAt, formerBid, formerAsk, spread } = book;
  const seen = new SeenCandle(strip, periodMs);
  const balanceMinor = account.equityMinor(0);
  let count = 0;
  for (; count < ahead.count; count += 1) {
    const candle = seen.at(first + count);
    const halfSpread = halfSpreadOf(book, candle.openTime);
    if (candle.openTime >= swapsDueAt || reachesAny(book, candle, halfSpread)) break;
    passIdle(book, candle, halfSpread);
    const equityMinor = account.equityMinor(ledger.openProfit());
    equity[count] = account.fromMinor(equityMinor);
    openProfit[count] = account.fromMinor(equityMinor - balanceMinor);
  }
  Object.assign(book, { bid, ask, closedAt, formerBid, formerAsk, spread });
  if (count === 0) return undefined;
  const marks = { currency: account.currency, balance: account.fromMinor(balanceMinor), equity, openProfit };
  return { strip, first, count, periodMs, marks };
}

/** What candles leave behind that have passed: the newest prices, and those before them. */
export function passAhead({ strip, first, count, periodMs }: CandlesAhead, book: VenueBook): void {
  for (let row = first + Math.max(0, count - 2); row < first + count; row += 1) {
    const candle = strip.candleAt(row, periodMs);
    passIdle(book, candle, halfSpreadOf(book, candle.openTime));
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Candles one after the other in one object, for whoever looks and keeps nothing. */
class SeenCandle {
  readonly #strip: CandleStrip;
  readonly #periodMs: number;
  readonly #candle: Writable<Candle>;

  constructor(strip: CandleStrip, periodMs: number) {
    this.#strip = strip;
    this.#periodMs = periodMs;
    this.#candle = { openTime: 0, closeTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0, bars: 1 };
  }

  at(row: number): Candle {
    const strip = this.#strip;
    if (strip.isQuoted) return strip.candleAt(row, this.#periodMs);
    const candle = this.#candle;
    const openTime = strip.openTime[row] as number;
    candle.openTime = openTime;
    candle.closeTime = openTime + this.#periodMs;
    candle.open = strip.open[row] as number;
    candle.high = strip.high[row] as number;
    candle.low = strip.low[row] as number;
    candle.close = strip.close[row] as number;
    candle.volume = strip.volume[row] as number;
    return candle;
  }
}
