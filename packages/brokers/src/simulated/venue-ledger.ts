import type { AccountSnapshot, BrokerInbox, Fill, Instrument, Side } from '@q/events';
import type { MoneyRounding } from '@q/trading';
import { closedProfitMinor, converted, openProfit, snapPrice } from '@q/trading';
import { cleaned } from './cleaned.js';
import { partsOf } from './fill-parts.js';
import type { Closing, Entering, Filling, Told } from './filling.js';
import { filledPrice } from './filling.js';
import type { LedgerOptions } from './ledger-options.js';
import { VenueAccount } from './venue-account.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { appended, closingPrice, emptyBook, NO_TARGETS, opposite, positionOf, replace, without } from './venue-book.js';
import { distancesOf } from './venue-distances.js';
import { VenueFees } from './venue-fees.js';
import type { VenueOrder } from './venue-order.js';
import { VenueRates } from './venue-rates.js';

/** Positions and money of the simulated venue: every change is told at once and followed by the account. */
export class VenueLedger {
  readonly account: VenueAccount;
  readonly books = new Map<string, VenueBook>();
  /** The same one after the other: the account is reckoned up with every mark. */
  readonly lines: readonly VenueBook[];
  readonly rates: VenueRates;
  /** Of profits and swaps. */
  readonly rounding: MoneyRounding;
  /** Only profits are reckoned as `arithmetic` says. */
  readonly #exactly: MoneyRounding;
  readonly #options: LedgerOptions;
  readonly #inbox: () => BrokerInbox;
  readonly #fees: VenueFees;
  #trades = 0;

  constructor(options: LedgerOptions, inbox: () => BrokerInbox) {
    this.#options = options;
    this.#inbox = inbox;
    this.account = new VenueAccount(options.account);
    const { rounding, conversionRounding, arithmetic } = options;
    this.rounding = { rounding, conversionRounding, arithmetic };
    this.#exactly = { rounding, conversionRounding };
    this.#fees = new VenueFees(options.costs, this.rounding);
    this.rates = new VenueRates(options, this.books);
    for (const [symbol, instrument] of Object.entries(options.instruments)) {
      if (instrument.symbol !== symbol)
        throw new Error(`the instrument under "${symbol}" is "${instrument.symbol}": give both the same symbol`);
      const distances = distancesOf(instrument, options.costs(symbol));
      this.books.set(symbol, emptyBook(instrument, distances, options.ticks?.get(symbol)));
    }
    this.lines = [...this.books.values()];
  }

  /** Whether nothing is open, in any symbol. */
  get isFlat(): boolean {
    for (const { positions } of this.lines) if (positions.length > 0) return false;
    return true;
  }

  /** Fills an entry. On a netting account it first closes what stands against it, and then adds to what stands with it: never before that was opened. */
  enter(book: VenueBook, venueOrder: VenueOrder, entering: Entering): void {
    const { order } = venueOrder;
    const { clientOrderId } = order;
    const held = this.#netted(book) ?? positionOf(book, clientOrderId);
    if (held === undefined) return this.#open(book, venueOrder, entering);
    const how = entering.at < held.openedAt ? { ...entering, at: held.openedAt } : entering;
    if (held.side === order.side) return this.#add(book, held, venueOrder, how);
    const closing = Math.min(how.volume, held.volume);
    const remaining = cleaned(venueOrder.left - closing);
    venueOrder.filledTo(remaining);
    this.close(book, held, { clientOrderId, intent: 'entry', ...how, volume: closing, remaining });
    const volume = cleaned(how.volume - closing);
    if (volume > 0) this.#open(book, venueOrder, { ...how, volume });
  }

  get isNetting(): boolean {
    return this.#options.positionMode === 'netting';
  }

  /** The position of a netting account that an entry of this side would close first. */
  nettedAgainst(book: VenueBook, side: Side): VenuePosition | undefined {
    const held = this.#netted(book);
    return held?.side === side ? undefined : held;
  }

  /** Closes a position at the market, or so many lots of it. */
  closeByParts(book: VenueBook, positionId: string, by: Closing): void {
    let remaining = by.volume;
    for (const part of partsOf(book, by)) {
      const position = positionOf(book, positionId);
      if (position === undefined) return;
      const { clientOrderId, intent, volume, touch, slippage, at, isMaker } = part;
      remaining = cleaned(remaining - volume);
      const how = { clientOrderId, intent, volume, touch, slippage, at, isMaker, remaining };
      this.close(book, position, how);
    }
  }

  close(book: VenueBook, position: VenuePosition, by: Closing): void {
    const { instrument } = book;
    const { symbol } = instrument;
    const { side, entryPrice, positionId } = position;
    const volume = Math.min(by.volume, position.volume);
    const left = cleaned(position.volume - volume);
    if (left > 0) replace(book, position, { ...position, volume: left });
    else book.positions = without(book.positions, positionOf(book, positionId));
    const closes = opposite(side);
    const exitPrice = filledPrice(instrument, closes, by);
    const isPaid = side === 'buy' ? exitPrice < entryPrice : exitPrice > entryPrice;
    const rate = this.rates.of(symbol, { isPaid, side: closes, at: by.at });
    const { currency } = this.account;
    const trade = { instrument, side, entryPrice, exitPrice, volume, currency, rate };
    const profitMinor = closedProfitMinor(trade, this.rounding);
    const { clientOrderId, intent, remaining = 0, at: filledAt } = by;
    const fill: Told = {
      tradeId: '',
      clientOrderId,
      positionId,
      symbol,
      intent,
      side: closes,
      volume,
      remaining,
      price: exitPrice,
      commission: 0,
      profit: 0,
      slippage: 0,
      filledAt,
    };
    this.#tell(book, fill, by, profitMinor);
  }

  /** Tells of the account as it is now. */
  tellAccount(cause: AccountSnapshot['cause'], at: number, about?: Pick<AccountSnapshot, 'swap' | 'margin'>): void {
    const now = this.account.snapshot(cause, this.openProfit(), at);
    this.#inbox().account(about === undefined ? now : { ...now, ...about });
  }

  /** What all open positions would bring if they were closed at the newest bid or ask. */
  openProfit(): number {
    let sum = 0;
    for (const book of this.lines) for (const position of book.positions) sum += this.profitOf(book, position);
    return sum;
  }

  /** What a position would bring now, account currency, not rounded. */
  profitOf(book: VenueBook, position: VenuePosition): number {
    const { instrument } = book;
    const { side, entryPrice, volume } = position;
    const { currency } = this.account;
    const exitPrice = closingPrice(book, position);
    const isPaid = side === 'buy' ? exitPrice < entryPrice : exitPrice > entryPrice;
    const rate = this.rates.of(instrument.symbol, { isPaid, side: opposite(side) });
    return openProfit({ instrument, side, entryPrice, exitPrice, volume, currency, rate });
  }

  #netted({ positions }: VenueBook): VenuePosition | undefined {
    return this.isNetting ? positions[0] : undefined;
  }

  #open(book: VenueBook, venueOrder: VenueOrder, how: Entering): void {
    const { clientOrderId: positionId, side, stopLoss, takeProfits: targets = NO_TARGETS } = venueOrder.order;
    const { volume, at: openedAt, isNew } = how;
    const entryPrice = filledPrice(book.instrument, side, how);
    const opened = { positionId, side, volume, entryPrice, openedAt, stopLoss, targets, isNew };
    book.positions = appended(book.positions, opened);
    venueOrder.hasEntered = true;
    this.#tellEntry(book, venueOrder, how, { positionId, price: entryPrice });
  }

  /**
   * A netting account has one stop and one set of targets for a position: those of the newest entry that brings any. The later parts of
   * an entry bring nothing new.
   */
  #add(book: VenueBook, held: VenuePosition, venueOrder: VenueOrder, how: Entering): void {
    const { volume } = how;
    const { order } = venueOrder;
    const isLaterPart = venueOrder.state === 'partially_filled';
    const { positionId } = held;
    const price = filledPrice(book.instrument, order.side, how);
    const total = cleaned(held.volume + volume);
    // What floating point makes of a mean depends on the unit.
    const unit = this.rounding.arithmetic === 'floating' ? book.instrument.contractSize : 1;
    const bringsTargets = !isLaterPart && order.takeProfits !== undefined;
    const { barPath = 'pessimistic' } = this.#options;
    venueOrder.hasEntered = true;
    replace(book, held, {
      ...held,
      // What a candle reached before the entry is not known: a target that comes inside it waits for the next one.
      isNew: held.isNew || (barPath === 'pessimistic' && how.isNew && bringsTargets),
      volume: total,
      entryPrice: (held.entryPrice * (held.volume * unit) + price * (volume * unit)) / (total * unit),
      stopLoss: isLaterPart ? held.stopLoss : (order.stopLoss ?? held.stopLoss),
      targets: isLaterPart ? held.targets : (order.takeProfits ?? held.targets),
    });
    this.#tellEntry(book, venueOrder, how, { positionId, price });
  }

  #tellEntry(
    book: VenueBook,
    venueOrder: VenueOrder,
    how: Entering,
    { positionId, price }: Pick<Fill, 'positionId' | 'price'>,
  ): void {
    const { clientOrderId, symbol, side } = venueOrder.order;
    const { volume, at: filledAt } = how;
    const remaining = cleaned(venueOrder.left - volume);
    venueOrder.filledTo(remaining);
    const fill: Told = {
      tradeId: '',
      clientOrderId,
      positionId,
      symbol,
      intent: 'entry',
      side,
      volume,
      remaining,
      price,
      commission: 0,
      profit: 0,
      slippage: 0,
      filledAt,
    };
    this.#tell(book, fill, how, 0);
  }

  /** Books a fill with its commission, and tells of it and of the account. What follows from that is written into it. */
  #tell({ instrument }: VenueBook, fill: Told, how: Filling, profitMinor: number): void {
    const { account } = this;
    const { currency } = account;
    const { clientOrderId, symbol, side, volume, price, filledAt } = fill;
    const { isMaker } = how;
    const rate = this.rates.of(symbol, { isPaid: true, side, at: filledAt });
    const costMinor = 0 - this.#fees.charge(clientOrderId, { instrument, currency, price, volume, isMaker, rate });
    account.book(profitMinor + costMinor);
    this.#trades += 1;
    fill.tradeId = `sim-trade-${this.#trades}`;
    fill.commission = account.fromMinor(costMinor);
    fill.profit = account.fromMinor(profitMinor);
    fill.slippage = account.fromMinor(this.#slippageMinor(instrument, fill, how));
    if (rate !== undefined) fill.rate = converted(1, rate);
    this.#inbox().filled(fill);
    this.tellAccount('fill', filledAt);
  }

  /** What the fill would have brought more at the market's price, negative: the price of the fill is the rate where its symbol has none. */
  #slippageMinor(instrument: Instrument, { symbol, side, volume, price }: Fill, how: Filling): number {
    const { touch, slippage = 0, at } = how;
    if (slippage === 0) return 0;
    const exitPrice = snapPrice(instrument, touch);
    if (exitPrice === price) return 0;
    const rate = this.rates.of(symbol, { isPaid: true, side, at }) ?? [{ price, isTimes: false }];
    const { currency } = this.account;
    const trade = { instrument, side, entryPrice: price, exitPrice, volume, currency, rate };
    return closedProfitMinor(trade, this.#exactly);
  }
}
