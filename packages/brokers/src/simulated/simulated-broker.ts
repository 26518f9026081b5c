import type {
  ApprovedOrder,
  Broker,
  BrokerInbox,
  Candle,
  ClientOrderId,
  Clock,
  Fill,
  Instrument,
  OrderIntent,
} from '@q/events';
import type { FillCosts } from '@q/trading';
import {
  canConvert,
  cannotConvert,
  closedProfitMinor,
  commissionMinor,
  fromMinor,
  limitFillPrice,
  marketFillPrice,
  openProfit,
  snapPrice,
  stopFillPrice,
} from '@q/trading';
import type { MarketListener } from './feed-through-market.js';
import { VenueAccount } from './venue-account.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { emptyBook, opposite } from './venue-book.js';

/** What trading a symbol costs. */
export interface TradingCosts {
  readonly spreadPips: number;
  /** Against the trader, on market and stop orders. */
  readonly slippagePips: number;
  /** Account currency for each lot and side. */
  readonly commissionPerLot: number;
}

export interface SimulatedBrokerOptions {
  readonly clock: Clock;
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly account: { readonly currency: string; readonly balance: number };
  readonly costs: (symbol: string) => TradingCosts;
  /** For tests of a bad connection: `answer` loses the answer to an order that arrived, `order` loses the order itself. */
  readonly loses?: (order: ApprovedOrder) => 'answer' | 'order' | undefined;
}

/** A venue on candles: it fills at the open of the next candle, and stops and targets inside it. Rules: docs/fill-model.md. */
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
  readonly #account: VenueAccount;
  readonly #books = new Map<string, VenueBook>();
  readonly #costs = new Map<string, FillCosts>();
  /** Venue order id of every order that arrived, by our id: an id is taken once. */
  readonly #orders = new Map<ClientOrderId, string>();
  #inbox: BrokerInbox | undefined;
  #trades = 0;

  constructor(options: SimulatedBrokerOptions) {
    this.#options = options;
    this.#account = new VenueAccount(options.account);
    this.description = `simulated broker, ${options.account.balance} ${options.account.currency}`;
    for (const symbol of Object.keys(options.instruments)) this.#books.set(symbol, emptyBook());
  }

  connect(inbox: BrokerInbox): void {
    this.#inbox = inbox;
    inbox.account(this.#account.snapshot('start', this.#openProfit(), this.#options.clock.now()));
  }

  submit(order: ApprovedOrder): void {
    if (this.#orders.has(order.clientOrderId)) throw new Error(`order ${order.clientOrderId} was submitted before`);
    const book = this.#books.get(order.symbol);
    if (book === undefined) return this.#connected.rejected(order.clientOrderId, `unknown symbol "${order.symbol}"`);
    const lost = this.#options.loses?.(order);
    if (lost === 'order') return;
    const venueOrderId = `sim-${this.#orders.size + 1}`;
    this.#orders.set(order.clientOrderId, venueOrderId);
    book.pending.push(order);
    if (lost === undefined) this.#connected.accepted(order.clientOrderId, venueOrderId);
  }

  cancel(clientOrderId: ClientOrderId): void {
    for (const book of this.#books.values()) {
      const found = book.pending.find((order) => order.clientOrderId === clientOrderId);
      if (found === undefined) continue;
      book.pending = book.pending.filter((order) => order !== found);
      this.#connected.canceled(clientOrderId, 'canceled on request');
    }
  }

  query(clientOrderId: ClientOrderId): void {
    const venueOrderId = this.#orders.get(clientOrderId);
    if (venueOrderId === undefined) this.#connected.rejected(clientOrderId, 'the venue has no such order');
    else this.#connected.accepted(clientOrderId, venueOrderId);
  }

  onCandle(symbol: string, candle: Candle): void {
    const book = this.#books.get(symbol);
    if (book === undefined) return;
    book.lastPrice = candle.open;
    if (book.pending.length > 0) this.#fillPending(symbol, book, candle);
    if (book.positions.length > 0) this.#fillStopsAndTargets(symbol, book, candle);
    book.lastPrice = candle.close;
    if (book.positions.length > 0)
      this.#connected.account(this.#account.snapshot('mark', this.#openProfit(), candle.closeTime));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #connected(): BrokerInbox {
    if (this.#inbox === undefined) throw new Error('the simulated broker is not connected: call connect first');
    return this.#inbox;
  }

  #fillPending(symbol: string, book: VenueBook, candle: Candle): void {
    const orders = book.pending;
    book.pending = [];
    const costs = this.#costsOf(symbol);
    for (const order of orders) {
      const price = marketFillPrice(order.side, candle.open, costs);
      if (order.intent === 'entry') this.#open(book, order, price, candle.openTime);
      else this.#exit(book, order, price, candle.openTime);
    }
  }

  #open(book: VenueBook, order: ApprovedOrder, rawPrice: number, at: number): void {
    const { clientOrderId, symbol, side, volume } = order;
    const entryPrice = snapPrice(this.#instrument(symbol), rawPrice);
    book.positions.push({
      positionId: clientOrderId,
      side,
      volume,
      entryPrice,
      stopLoss: order.stopLoss,
      takeProfit: order.takeProfit,
    });
    this.#tell(
      {
        clientOrderId,
        positionId: clientOrderId,
        symbol,
        intent: 'entry',
        side,
        price: entryPrice,
        volume,
        filledAt: at,
      },
      0,
    );
  }

  #exit(book: VenueBook, order: ApprovedOrder, rawPrice: number, at: number): void {
    const position = book.positions.find(({ positionId }) => positionId === order.positionId);
    if (position === undefined) return this.#connected.canceled(order.clientOrderId, 'the position is closed already');
    this.#close(book, order.symbol, position, { clientOrderId: order.clientOrderId, intent: 'exit', rawPrice, at });
  }

  #fillStopsAndTargets(symbol: string, book: VenueBook, candle: Candle): void {
    const costs = this.#costsOf(symbol);
    for (const position of [...book.positions]) {
      const side = opposite(position.side);
      // Where both could have been hit inside the bar, the stop is taken.
      const { stopLoss, takeProfit } = position;
      const stop = stopLoss === undefined ? undefined : stopFillPrice(side, stopLoss.price, candle, costs);
      if (stopLoss !== undefined && stop !== undefined) {
        this.#close(book, symbol, position, {
          clientOrderId: stopLoss.clientOrderId,
          intent: 'stop',
          rawPrice: stop,
          at: candle.closeTime,
        });
        continue;
      }
      const target = takeProfit === undefined ? undefined : limitFillPrice(side, takeProfit.price, candle, costs);
      if (takeProfit !== undefined && target !== undefined) {
        this.#close(book, symbol, position, {
          clientOrderId: takeProfit.clientOrderId,
          intent: 'target',
          rawPrice: target,
          at: candle.closeTime,
        });
      }
    }
  }

  #close(
    book: VenueBook,
    symbol: string,
    position: VenuePosition,
    by: {
      readonly clientOrderId: ClientOrderId;
      readonly intent: OrderIntent;
      readonly rawPrice: number;
      readonly at: number;
    },
  ): void {
    book.positions = book.positions.filter((other) => other !== position);
    const instrument = this.#instrument(symbol);
    const price = snapPrice(instrument, by.rawPrice);
    const { side, volume, entryPrice, positionId } = position;
    const currency = this.#account.currency;
    const profitMinor = closedProfitMinor({ instrument, side, entryPrice, exitPrice: price, volume, currency });
    const fill = {
      clientOrderId: by.clientOrderId,
      positionId,
      symbol,
      intent: by.intent,
      side: opposite(side),
      price,
      volume,
      filledAt: by.at,
    };
    this.#tell(fill, profitMinor);
  }

  /** Books a fill with its commission, and tells of it and of the account. */
  #tell(fill: Omit<Fill, 'tradeId' | 'remaining' | 'commission' | 'profit'>, profitMinor: number): void {
    const { currency } = this.#account;
    const costMinor = commissionMinor(this.#options.costs(fill.symbol).commissionPerLot, fill.volume, currency);
    this.#account.book(profitMinor + costMinor);
    this.#trades += 1;
    this.#connected.filled({
      tradeId: `sim-trade-${this.#trades}`,
      ...fill,
      remaining: 0,
      commission: fromMinor(costMinor, currency),
      profit: fromMinor(profitMinor, currency),
    });
    this.#connected.account(this.#account.snapshot('fill', this.#openProfit(), fill.filledAt));
  }

  /** What all open positions would bring if they were closed at the bid or ask of the newest close. */
  #openProfit(): number {
    let sum = 0;
    for (const [symbol, book] of this.#books) {
      for (const { side, entryPrice, volume } of book.positions) {
        const exitPrice = marketFillPrice(opposite(side), book.lastPrice, {
          halfSpread: this.#costsOf(symbol).halfSpread,
          slippage: 0,
        });
        sum += openProfit({
          instrument: this.#instrument(symbol),
          side,
          entryPrice,
          exitPrice,
          volume,
          currency: this.#account.currency,
        });
      }
    }
    return sum;
  }

  #costsOf(symbol: string): FillCosts {
    const known = this.#costs.get(symbol);
    if (known !== undefined) return known;
    const { pip } = this.#instrument(symbol);
    const { spreadPips, slippagePips } = this.#options.costs(symbol);
    const costs: FillCosts = { halfSpread: (spreadPips * pip) / 2, slippage: slippagePips * pip };
    this.#costs.set(symbol, costs);
    return costs;
  }

  #instrument(symbol: string): Instrument {
    const instrument = this.#options.instruments[symbol];
    if (instrument === undefined) throw new Error(`no instrument "${symbol}" at the simulated broker`);
    return instrument;
  }
}
