import type { ApprovedOrder, Candle, Instrument } from '@q/events';
import { fromMinor, isAtLevel, marginMinor } from '@q/trading';
import { cleaned } from './cleaned.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { closingPrice } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

/** What an account may carry. Levels are equity in percent of the margin in use. */
export interface MarginTerms {
  /** Value that one unit of money carries: 30 for 1:30. */
  readonly leverage: number;
  /** At or below it no entry is taken. */
  readonly callLevel: number;
  /** At or below it positions are closed, the worst first. */
  readonly stopOutLevel: number;
}

/** Lots of an entry and the price at which they are bought or sold. */
interface Wanted {
  readonly book: VenueBook;
  readonly volume: number;
  readonly price: number;
}

interface Held {
  readonly book: VenueBook;
  readonly position: VenuePosition;
}

/** Margin of the positions of a symbol, minor units. */
interface KnownMargin {
  readonly positions: readonly VenuePosition[];
  readonly margin: number;
}

/** Margin of the account: refuses entries that it does not carry, and closes positions that it carries no more. */
export class VenueMargin {
  readonly #ledger: VenueLedger;
  readonly #terms: MarginTerms;
  readonly #known = new Map<VenueBook, KnownMargin>();
  #isCalled = false;

  constructor(ledger: VenueLedger, terms: MarginTerms) {
    this.#ledger = ledger;
    this.#terms = terms;
  }

  /** Why the account does not carry an entry of so many lots at a price, `undefined` where it does. */
  findProblem({ side, intent }: ApprovedOrder, { book, volume, price }: Wanted): string | undefined {
    if (intent === 'exit') return undefined;
    const { instrument } = book;
    const against = this.#ledger.nettedAgainst(book, side);
    const lots = cleaned(volume - (against?.volume ?? 0));
    if (lots <= 0) return undefined;
    const closed = against === undefined ? 0 : this.#marginOf(instrument, against, against.volume);
    const used = this.#used() - closed;
    const [equity, needed] = [this.#equity(), this.#marginOf(instrument, { side, entryPrice: price }, lots)];
    const isCalled = used > 0 && isAtLevel(equity, used, this.#terms.callLevel);
    if (!isCalled && needed <= equity - used) return undefined;
    const { currency } = this.#ledger.account;
    const [asText, freeText] = [needed, equity - used].map((minor) => `${fromMinor(minor, currency)} ${currency}`);
    return `not enough margin: ${asText ?? ''} needed, ${freeText ?? ''} free`;
  }

  /** Looks at the newest prices: tells of a margin call once, and closes positions at or below the stop-out level. */
  watch(at: number): void {
    const { callLevel, stopOutLevel } = this.#terms;
    const used = this.#used();
    const isCalled = used > 0 && isAtLevel(this.#equity(), used, callLevel);
    const isOut = used > 0 && isAtLevel(this.#equity(), used, stopOutLevel);
    if (isOut) this.#tell('stop_out', at);
    else if (isCalled && !this.#isCalled) this.#tell('margin_call', at);
    this.#isCalled = isCalled;
    while (isOut && this.#used() > 0 && isAtLevel(this.#equity(), this.#used(), stopOutLevel)) this.#closeWorst(at);
  }

  /**
   * Whether a candle can end nothing and tell of nothing, wherever its prices go: all positions of its symbol at its worst prices together are
   * above both levels. Where money is converted at prices that move, that is not known.
   */
  isQuiet(book: VenueBook, { low, high, quotes }: Candle, halfSpread: number): boolean {
    if (this.#isCalled || this.#ledger.rates.isNeeded) return false;
    const { bid, ask } = book;
    book.bid = quotes?.bid.low ?? low - halfSpread;
    book.ask = quotes?.ask.high ?? high + halfSpread;
    const { isClear } = this;
    book.bid = bid;
    book.ask = ask;
    return isClear;
  }

  /** Whether the account is above both levels at the newest prices, and nobody was called. */
  get isClear(): boolean {
    const { callLevel, stopOutLevel } = this.#terms;
    return !this.#isCalled && !isAtLevel(this.#equity(), this.#used(), Math.max(callLevel, stopOutLevel));
  }

  #closeWorst(at: number): void {
    const worst = this.#held().reduce<{ held: Held; profit: number } | undefined>((least, held) => {
      const profit = this.#ledger.profitOf(held.book, held.position);
      return least === undefined || profit < least.profit ? { held, profit } : least;
    }, undefined);
    if (worst === undefined) return;
    const { book, position } = worst.held;
    const { stopLoss, positionId, volume, openedAt } = position;
    const { slippage } = book.distances;
    const touch = closingPrice(book, position);
    const clientOrderId = stopLoss?.clientOrderId ?? positionId;
    // The price of another symbol may be newer than the look: that of a candle which closed meanwhile.
    const soonest = Math.max(at, book.closedAt, openedAt);
    const how = { clientOrderId, intent: 'stop_out', volume, touch, slippage, at: soonest, isMaker: false } as const;
    this.#ledger.closeByParts(book, positionId, how);
  }

  #tell(cause: 'margin_call' | 'stop_out', at: number): void {
    const { currency } = this.#ledger.account;
    const used = this.#used();
    const free = this.#equity() - used;
    const margin = { used: fromMinor(used, currency), free: fromMinor(free, currency) };
    this.#ledger.tellAccount(cause, at, { margin });
  }

  #held(): readonly Held[] {
    return this.#ledger.lines.flatMap((book) => book.positions.map((position) => ({ book, position })));
  }

  #used(): number {
    let used = 0;
    for (const book of this.#ledger.lines) if (book.positions.length > 0) used += this.#usedBy(book);
    return used;
  }

  /** Worked out once for the same positions: their list is a new one when anything about them changes. */
  #usedBy(book: VenueBook): number {
    const { positions, instrument } = book;
    const known = this.#known.get(book);
    if (known?.positions === positions && !this.#ledger.rates.isNeeded) return known.margin;
    const margin = positions.reduce((sum, position) => sum + this.#marginOf(instrument, position, position.volume), 0);
    this.#known.set(book, { positions, margin });
    return margin;
  }

  #marginOf(
    instrument: Instrument,
    { side, entryPrice: price }: Pick<VenuePosition, 'side' | 'entryPrice'>,
    volume: number,
  ): number {
    const { currency } = this.#ledger.account;
    const rate = this.#ledger.rates.of(instrument.symbol, { isPaid: true, side });
    return marginMinor({ instrument, volume, price, currency, rate }, this.#terms.leverage);
  }

  #equity(): number {
    return this.#ledger.account.equityMinor(this.#ledger.openProfit());
  }
}
