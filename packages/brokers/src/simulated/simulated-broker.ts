import type { ApprovedOrder, Broker, BrokerInbox, Candle, ClientOrderId, Clock } from '@q/events';
import { canConvert, cannotConvert, limitFillPrice, marketFillPrice, stopFillPrice } from '@q/trading';
import type { MarketListener } from './feed-through-market.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { opposite } from './venue-book.js';
import type { LedgerOptions } from './venue-ledger.js';
import { replace, VenueLedger } from './venue-ledger.js';

/** What trading a symbol costs. */
export interface TradingCosts {
  readonly spreadPips: number;
  /** Against the trader, on market and stop orders. */
  readonly slippagePips: number;
  /** Account currency for each lot and side. */
  readonly commissionPerLot: number;
}

export interface SimulatedBrokerOptions extends LedgerOptions {
  readonly clock: Clock;
  /** For tests of a bad connection: `answer` loses the answer to an order that arrived, `order` loses the order itself. */
  readonly loses?: (order: ApprovedOrder) => 'answer' | 'order' | undefined;
}

/** A venue on candles: it fills at the open of the next candle, and limits, stops and targets inside it. Rules: docs/fill-model.md. */
export interface SimulatedBroker extends Broker, MarketListener {
  readonly description: string;
}

/** @throws Error where an instrument's results cannot be turned into the account currency */
export function createSimulatedBroker(options: SimulatedBrokerOptions): SimulatedBroker {
  for (const instrument of Object.values(options.instruments)) {
    if (!canConvert(instrument, options.account.currency))
      throw new Error(cannotConvert(instrument, options.account.currency));
  }
  return new CandleVenue(options);
}

class CandleVenue implements SimulatedBroker {
  readonly description: string;
  readonly #options: SimulatedBrokerOptions;
  readonly #ledger: VenueLedger;
  /** Venue order id of every order that arrived, by our id: an id is taken once. */
  readonly #orders = new Map<ClientOrderId, string>();
  #inbox: BrokerInbox | undefined;

  constructor(options: SimulatedBrokerOptions) {
    this.#options = options;
    this.#ledger = new VenueLedger(options, () => this.#connected);
    const { balance, currency } = options.account;
    this.description = `simulated broker, ${balance} ${currency}${options.positionMode === 'netting' ? ', netting' : ''}`;
  }

  connect(inbox: BrokerInbox): void {
    this.#inbox = inbox;
    inbox.account(this.#ledger.account.snapshot('start', this.#ledger.openProfit(), this.#options.clock.now()));
  }

  submit(order: ApprovedOrder): void {
    if (this.#orders.has(order.clientOrderId)) throw new Error(`order ${order.clientOrderId} was submitted before`);
    const book = this.#ledger.books.get(order.symbol);
    if (book === undefined) return this.#connected.rejected(order.clientOrderId, `unknown symbol "${order.symbol}"`);
    const lost = this.#options.loses?.(order);
    if (lost === 'order') return;
    const venueOrderId = `sim-${this.#orders.size + 1}`;
    this.#orders.set(order.clientOrderId, venueOrderId);
    book.pending.push(order);
    if (lost === undefined) this.#connected.accepted(order.clientOrderId, venueOrderId);
  }

  cancel(clientOrderId: ClientOrderId): void {
    for (const book of this.#ledger.books.values()) {
      const found = book.pending.find((order) => order.clientOrderId === clientOrderId);
      if (found === undefined) continue;
      book.pending = book.pending.filter((order) => order !== found);
      this.#connected.canceled(clientOrderId, 'canceled on request');
    }
  }

  moveStop(clientOrderId: ClientOrderId, price: number): void {
    for (const book of this.#ledger.books.values()) {
      const position = book.positions.find(({ stopLoss }) => stopLoss?.clientOrderId === clientOrderId);
      if (position !== undefined) return replace(book, position, { ...position, stopLoss: { clientOrderId, price } });
    }
    this.#connected.stopNotMoved(clientOrderId, 'there is no position with this stop');
  }

  query(clientOrderId: ClientOrderId): void {
    const venueOrderId = this.#orders.get(clientOrderId);
    if (venueOrderId === undefined) this.#connected.rejected(clientOrderId, 'the venue has no such order');
    else this.#connected.accepted(clientOrderId, venueOrderId);
  }

  spreadOf(symbol: string): number | undefined {
    return this.#ledger.books.has(symbol) ? this.#ledger.costsOf(symbol).halfSpread * 2 : undefined;
  }

  onCandle(symbol: string, candle: Candle): void {
    const book = this.#ledger.books.get(symbol);
    if (book === undefined) return;
    book.lastPrice = candle.open;
    if (book.pending.length > 0) this.#fillPending(symbol, book, candle);
    if (book.positions.length > 0) this.#fillStopsAndTargets(symbol, book, candle);
    book.lastPrice = candle.close;
    if (book.positions.length > 0) {
      const { account } = this.#ledger;
      this.#connected.account(account.snapshot('mark', this.#ledger.openProfit(), candle.closeTime));
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #connected(): BrokerInbox {
    if (this.#inbox === undefined) throw new Error('the simulated broker is not connected: call connect first');
    return this.#inbox;
  }

  /** Market orders at the open, then limit orders inside the candle, each kind in the order of arrival. */
  #fillPending(symbol: string, book: VenueBook, candle: Candle): void {
    const orders = book.pending;
    book.pending = orders.filter(({ limitPrice }) => limitPrice !== undefined);
    const costs = this.#ledger.costsOf(symbol);
    for (const order of orders) {
      if (order.limitPrice !== undefined) continue;
      const price = marketFillPrice(order.side, candle.open, costs);
      if (order.intent === 'exit') this.#exit(book, order, price, candle.openTime);
      else this.#ledger.enter(book, order, price, { at: candle.openTime, isNew: false });
    }
    for (const order of orders) if (order.limitPrice !== undefined) this.#tryLimit(book, order, candle);
  }

  #tryLimit(book: VenueBook, order: ApprovedOrder, candle: Candle): void {
    const { clientOrderId, symbol, side, limitPrice, expiresAt } = order;
    // A fill before it may have taken it back.
    if (limitPrice === undefined || !book.pending.includes(order)) return;
    const isOver = expiresAt !== undefined && candle.openTime >= expiresAt;
    const costs = this.#ledger.costsOf(symbol);
    const price = limitFillPrice(side, limitPrice, candle, costs);
    if (!isOver && price === undefined) return;
    book.pending = book.pending.filter((other) => other !== order);
    if (isOver || price === undefined) return this.#connected.expired(clientOrderId);
    const atOpen = marketFillPrice(side, candle.open, { ...costs, slippage: 0 });
    const opensThere = side === 'buy' ? atOpen <= limitPrice : atOpen >= limitPrice;
    const at = opensThere ? candle.openTime : candle.closeTime;
    this.#ledger.enter(book, order, price, { at, isNew: !opensThere });
  }

  #exit(book: VenueBook, order: ApprovedOrder, rawPrice: number, at: number): void {
    const { clientOrderId, volume } = order;
    const position = book.positions.find(({ positionId }) => positionId === order.positionId);
    if (position === undefined) return this.#connected.canceled(clientOrderId, 'the position is closed already');
    this.#ledger.close(book, order.symbol, position, { clientOrderId, intent: 'exit', rawPrice, at, volume });
  }

  #fillStopsAndTargets(symbol: string, book: VenueBook, candle: Candle): void {
    for (const position of [...book.positions]) {
      // Where both could have been hit inside the bar, the stop is taken.
      const isStopped = this.#tryStop(symbol, book, position, candle);
      if (!isStopped && !position.isNew) this.#tryTargets(symbol, book, position, candle);
      const still = book.positions.find(({ positionId }) => positionId === position.positionId);
      if (still?.isNew === true) replace(book, still, { ...still, isNew: false });
    }
  }

  #tryStop(symbol: string, book: VenueBook, position: VenuePosition, candle: Candle): boolean {
    const { stopLoss, side, volume } = position;
    if (stopLoss === undefined) return false;
    const rawPrice = stopFillPrice(opposite(side), stopLoss.price, candle, this.#ledger.costsOf(symbol));
    if (rawPrice === undefined) return false;
    const { clientOrderId } = stopLoss;
    this.#ledger.close(book, symbol, position, {
      clientOrderId,
      intent: 'stop',
      rawPrice,
      at: candle.closeTime,
      volume,
    });
    return true;
  }

  /** Nearest first; the last target closes whatever is left. */
  #tryTargets(symbol: string, book: VenueBook, { positionId }: VenuePosition, candle: Candle): void {
    const costs = this.#ledger.costsOf(symbol);
    for (;;) {
      const position = book.positions.find((one) => one.positionId === positionId);
      const [target, ...others] = position?.targets ?? [];
      if (position === undefined || target === undefined) return;
      const rawPrice = limitFillPrice(opposite(position.side), target.price, candle, costs);
      if (rawPrice === undefined) return;
      const now = { ...position, targets: others };
      replace(book, position, now);
      const volume = others.length === 0 ? position.volume : target.volume;
      const { clientOrderId } = target;
      this.#ledger.close(book, symbol, now, {
        clientOrderId,
        intent: 'target',
        rawPrice,
        at: candle.closeTime,
        volume,
      });
    }
  }
}
