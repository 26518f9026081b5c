import type { Instrument, Side } from '@q/events';
import type { ConversionPath, ConversionStep, Rate } from '@q/trading';
import { cannotConvert, conversionPath } from '@q/trading';
import type { VenueBook } from './venue-book.js';

/**
 * At which price of another symbol money is exchanged: at the one that an exchange would have, selling what was earned at the bid and
 * buying what is owed at the ask; at the middle; or at that of the side of the order.
 */
export type ConversionSide = 'closing' | 'mid' | 'order';

export interface RateOptions {
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly account: { readonly currency: string };
  readonly conversionSide?: ConversionSide;
}

/** Whose money it is: something owed or earned, by an order or a fill of a side. */
export interface Exchanged {
  readonly isPaid: boolean;
  readonly side: Side;
  /** When it is booked, ms UTC: prices of other symbols that closed later are not known then. Without it the newest are taken. */
  readonly at?: number;
}

/** What money of a symbol is worth in account currency, at the prices of the symbols that lead there. */
export class VenueRates {
  readonly #side: ConversionSide;
  readonly #books: ReadonlyMap<string, VenueBook>;
  /** Of the symbols whose money is exchanged at a rate. */
  readonly #paths = new Map<string, ConversionPath>();

  /** @throws Error where the money of a symbol cannot be turned into account currency */
  constructor(
    { instruments, account, conversionSide = 'closing' }: RateOptions,
    books: ReadonlyMap<string, VenueBook>,
  ) {
    this.#side = conversionSide;
    this.#books = books;
    const all = Object.values(instruments);
    for (const instrument of all) {
      const { symbol, quoteCurrency, baseCurrency } = instrument;
      // The price of a fill is itself the rate of the exchange that closes it.
      const isOwnRate = baseCurrency === account.currency && this.#side === 'closing';
      if (quoteCurrency === account.currency || isOwnRate) continue;
      const own = [{ symbol, isTimes: false }];
      const path = baseCurrency === account.currency ? own : conversionPath(quoteCurrency, account.currency, all);
      if (path === undefined) throw new Error(cannotConvert(instrument, account.currency));
      this.#paths.set(symbol, path);
    }
  }

  /** Whether any symbol needs a rate. */
  get isNeeded(): boolean {
    return this.#paths.size > 0;
  }

  /** From quote to account currency; `undefined` where the symbol needs no rate. */
  of(symbol: string, exchanged: Exchanged): Rate | undefined {
    // Asked for with every mark and every order, and mostly there are none.
    if (!this.isNeeded) return undefined;
    const path = this.#paths.get(symbol);
    return path?.map((step) => ({ price: this.#price(step, symbol, exchanged), isTimes: step.isTimes }));
  }

  /** The first symbol on the way to the account currency that has no price yet. */
  missing(symbol: string): string | undefined {
    if (!this.isNeeded) return undefined;
    return this.#paths.get(symbol)?.find((step) => Number.isNaN(this.#books.get(step.symbol)?.bid ?? NaN))?.symbol;
  }

  #price({ symbol, isTimes }: ConversionStep, own: string, { isPaid, side, at = Infinity }: Exchanged): number {
    const book = this.#books.get(symbol);
    if (book === undefined) return NaN;
    const isTooNew = symbol !== own && book.closedAt > at;
    const bid = isTooNew ? book.formerBid : book.bid;
    const ask = isTooNew ? book.formerAsk : book.ask;
    if (this.#side === 'mid') return (bid + ask) / 2;
    if (this.#side === 'order') return side === 'buy' ? ask : bid;
    return isPaid === isTimes ? ask : bid;
  }
}
