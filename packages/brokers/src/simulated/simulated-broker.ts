import type { ApprovedOrder, Broker, BrokerInbox, Candle, CandlesAhead, ClientOrderId, Clock } from '@q/events';
import { rolloverFinder, SmallMap, waitsForPrice } from '@q/trading';
import { walkBar } from './bar-walk.js';
import type { RolloverTerms, SwapBooker } from './book-swap.js';
import { NEW_YORK_CLOSE, swapBooker } from './book-swap.js';
import type { MarketListener } from './feed-through-market.js';
import { fill } from './fill.js';
import { fillNow } from './fill-now.js';
import type { Floor, Venue } from './fill-waiting.js';
import type { Looking } from './look-ahead.js';
import { lookAhead, lookTogether, passAhead } from './look-ahead.js';
import { MarkRoom } from './mark-ahead.js';
import { OrderNumbers } from './order-numbers.js';
import { findOrderProblem } from './order-problem.js';
import { SeenQuotes } from './seen-quotes.js';
import { touchesPending } from './touches-pending.js';
import type { VenueBook } from './venue-book.js';
import {
  appended,
  halfSpreadOf,
  keepFormer,
  moveStop,
  passIdle,
  reachesAny,
  remove,
  replace,
  setPrices,
} from './venue-book.js';
import type { FrictionTerms } from './market-friction.js';
import { MarketFriction, NO_FRICTION } from './market-friction.js';
import type { LedgerOptions } from './ledger-options.js';
import type { MarginTerms } from './venue-margin.js';
import { tickWalk, walkTicks } from './tick-walk.js';
import { VenueMargin } from './venue-margin.js';
import { VenueLedger } from './venue-ledger.js';
import { VenueOrder, venueOrderId } from './venue-order.js';

export interface SimulatedBrokerOptions extends LedgerOptions {
  readonly clock: Clock;
  /** Whether a market order takes the next price that comes (default), or the one that stands when it arrives. */
  readonly marketFill?: 'next_price' | 'newest_price';
  /** When positions are carried over and `DAY` orders end. Default 17:00 in New York, three nights on Wednesday. */
  readonly rollover?: RolloverTerms;
  /** Without it every order is filled at once, whole and with the same slippage. */
  readonly friction?: FrictionTerms;
  /** Without it positions bind no money. */
  readonly margin?: MarginTerms | undefined;
  /** For tests of a bad connection: `answer` loses the answer to an order that arrived, `order` loses the order itself. */
  readonly loses?: (order: ApprovedOrder) => 'answer' | 'order' | undefined;
}

/** A venue on candles: it fills at the open of the next candle, and limits, stops and targets inside it. Rules: docs/fill-model.md. */
export interface SimulatedBroker extends Broker, MarketListener {
  readonly description: string;
}

/** @throws Error where an instrument's results cannot be turned into the account currency */
export function createSimulatedBroker(options: SimulatedBrokerOptions): SimulatedBroker {
  return new CandleVenue(options);
}

class CandleVenue implements SimulatedBroker {
  readonly description: string;
  readonly #options: SimulatedBrokerOptions;
  readonly #ledger: VenueLedger;
  /** Its books: asked for several times with every order. */
  readonly #books = new SmallMap<string, VenueBook>();
  readonly #friction: MarketFriction;
  readonly #margin: VenueMargin | undefined;
  readonly #swaps: SwapBooker;
  readonly #marks = new MarkRoom();
  readonly #seen = new SeenQuotes();
  readonly #nextRollover: ReturnType<typeof rolloverFinder>;
  readonly #numbers = new OrderNumbers();
  readonly #looking: Looking;
  #venue: Venue | undefined;
  /** The symbol that a candle passes now. */
  #passing: VenueBook | undefined;
  /** Its stops that were moved meanwhile: they count from the next candle on. */
  readonly #moved = new Map<ClientOrderId, number>();

  constructor(options: SimulatedBrokerOptions) {
    const { costs, rollover = NEW_YORK_CLOSE, margin } = options;
    this.#options = options;
    this.#ledger = new VenueLedger(options, () => this.#connected.inbox);
    for (const book of this.#ledger.lines) this.#books.set(book.instrument.symbol, book);
    this.#friction = new MarketFriction(options.friction ?? NO_FRICTION);
    this.#margin = margin === undefined ? undefined : new VenueMargin(this.#ledger, margin);
    this.#swaps = swapBooker({ ledger: this.#ledger, costs, rollover });
    this.#looking = { ledger: this.#ledger, margin: this.#margin, swaps: this.#swaps, marks: this.#marks };
    this.#nextRollover = rolloverFinder(rollover);
    const { balance, currency } = options.account;
    this.description = `simulated broker, ${balance} ${currency}${options.positionMode === 'netting' ? ', netting' : ''}`;
  }

  connect(inbox: BrokerInbox): void {
    this.#venue = { ledger: this.#ledger, inbox, friction: this.#friction, margin: this.#margin };
    inbox.account(this.#ledger.account.snapshot('start', this.#ledger.openProfit(), this.#options.clock.now()));
  }

  submit(order: ApprovedOrder): void {
    const { clientOrderId, symbol } = order;
    this.#numbers.refuseTaken(clientOrderId);
    const venue = this.#connected;
    const { inbox } = venue;
    const book = this.#books.get(symbol);
    if (book === undefined) return inbox.rejected(clientOrderId, `unknown symbol "${symbol}"`);
    const problem = findOrderProblem(order, book, venue);
    if (problem !== undefined) return inbox.rejected(clientOrderId, problem);
    const lost = this.#options.loses?.(order);
    if (lost === 'order') return;
    if (this.#friction.rejects()) return inbox.rejected(clientOrderId, 'rejected by chance');
    const venueOrder = new VenueOrder(order, this.#endOf(order), this.#friction.delayOf(order));
    const number = this.#numbers.take(clientOrderId);
    book.pending = appended(book.pending, venueOrder);
    if (lost !== undefined) return;
    inbox.accepted(clientOrderId, venueOrderId(number));
    if (this.#options.marketFill !== 'newest_price' || waitsForPrice(order)) return;
    const now = this.#options.clock.now();
    if (venueOrder.barsToMiss > 0 || now < venueOrder.countsFrom) return;
    // What comes while a candle passes counts from the next one on.
    if (this.#passing !== undefined || Number.isNaN(book.bid)) return;
    // A rollover of this very moment is that of what was open before.
    if (book.positions.length > 0) this.#swaps.book(book, now);
    this.#margin?.watch(now);
    fillNow(venueOrder, { venue, book, now });
  }

  cancel(clientOrderId: ClientOrderId): void {
    for (const book of this.#ledger.books.values()) {
      const found = book.pending.find(({ order }) => order.clientOrderId === clientOrderId);
      if (found === undefined) continue;
      remove(book, found);
      found.become('canceled');
      this.#connected.inbox.canceled(clientOrderId, 'canceled on request');
    }
  }

  moveStop(clientOrderId: ClientOrderId, price: number): void {
    for (const book of this.#ledger.books.values()) {
      const position = book.positions.find(({ stopLoss }) => stopLoss?.clientOrderId === clientOrderId);
      if (position === undefined) continue;
      if (book === this.#passing) this.#moved.set(clientOrderId, price);
      else replace(book, position, { ...position, stopLoss: { clientOrderId, price } });
      return;
    }
    this.#connected.inbox.stopNotMoved(clientOrderId, 'there is no position with this stop');
  }

  query(clientOrderId: ClientOrderId): void {
    const number = this.#numbers.of(clientOrderId);
    if (number === undefined) this.#connected.inbox.rejected(clientOrderId, 'the venue has no such order');
    else this.#connected.inbox.accepted(clientOrderId, venueOrderId(number));
  }

  spreadOf(symbol: string): number | undefined {
    return this.#books.get(symbol)?.spread;
  }

  onCandle(symbol: string, candle: Candle): void {
    const ledger = this.#ledger;
    const book = this.#books.get(symbol);
    if (book === undefined) return;
    const halfSpread = halfSpreadOf(book, candle.openTime);
    this.#passing = book;
    if (book.positions.length > 0) this.#swaps.book(book, candle.openTime);
    // Nearly every candle finds nothing to do: it costs nothing then but the newest prices, and a mark where something is open.
    const isIdle = !touchesPending(book, candle, halfSpread) && !reachesAny(book, candle, halfSpread);
    const isCarried = this.#margin === undefined || ledger.isFlat || this.#margin.isQuiet(book, candle, halfSpread);
    if (isIdle && isCarried) passIdle(book, candle, halfSpread);
    else this.#pass(book, candle, halfSpread);
    this.#passing = undefined;
    if (this.#moved.size > 0) this.#moveStops(book);
    if (book.positions.length > 0) ledger.tellAccount('mark', candle.closeTime);
  }

  look(symbol: string, ahead: CandlesAhead): CandlesAhead | undefined {
    const book = this.#books.get(symbol);
    if (book === undefined) return ahead;
    return lookAhead(ahead, book, this.#looking);
  }

  lookTogether(
    symbols: readonly string[],
    aheads: readonly (CandlesAhead | undefined)[],
  ): readonly (CandlesAhead | undefined)[] | undefined {
    return lookTogether(
      aheads,
      symbols.map((symbol) => this.#books.get(symbol)),
      this.#looking,
    );
  }

  pass(symbol: string, ahead: CandlesAhead): void {
    const book = this.#books.get(symbol);
    if (book === undefined) return;
    passAhead(ahead, book);
    if (book.positions.length > 0) this.#marks.take(ahead.count);
  }

  #pass(book: VenueBook, candle: Candle, halfSpread: number): void {
    const margin = this.#margin;
    const quotes = this.#seen.of(candle, halfSpread);
    keepFormer(book, candle);
    setPrices(book, quotes.bid.open, quotes.ask.open);
    const { barPath = 'pessimistic' } = this.#options;
    const { openTime, closeTime } = candle;
    const walk = tickWalk(book.ticks, candle);
    if (walk === undefined) margin?.watch(openTime);
    book.lotsLeft = this.#friction.lotsOf(candle, book.instrument);
    const isPath = walk !== undefined || barPath !== 'pessimistic';
    const floor: Floor = {
      venue: this.#connected,
      book,
      candle,
      quotes,
      orders: book.pending,
      openTime,
      closeTime,
      beginsAt: openTime,
      isOpen: true,
      isFirst: true,
      isPath,
      isTick: false,
    };
    if (walk !== undefined) walkTicks(floor, walk, halfSpread);
    else if (isPath) walkBar(floor, candle, barPath);
    else fill(floor);
    setPrices(book, quotes.bid.close, quotes.ask.close);
    book.volume = candle.volume;
    book.closedAt = closeTime;
    margin?.watch(closeTime);
    book.spread = candle.quotes === undefined ? 2 * halfSpread : quotes.ask.close - quotes.bid.close;
  }

  #moveStops(book: VenueBook): void {
    for (const [clientOrderId, price] of this.#moved) moveStop(book, clientOrderId, price);
    this.#moved.clear();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #connected(): Venue {
    if (this.#venue === undefined) throw new Error('the simulated broker is not connected: call connect first');
    return this.#venue;
  }

  #endOf({ timeInForce, expiresAt = Infinity, decidedAt }: ApprovedOrder): number {
    return timeInForce === 'DAY' ? this.#nextRollover(decidedAt).at : expiresAt;
  }
}
