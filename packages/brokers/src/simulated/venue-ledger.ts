import type { AccountSnapshot, BrokerInbox, ClientOrderId, Fill, Instrument, OrderIntent, Side } from '@q/events';
import { closedProfitMinor, fromMinor, openProfit, snapPrice } from '@q/trading';
import { cleaned } from './cleaned.js';
import type { TradingCosts } from './trading-costs.js';
import { VenueAccount } from './venue-account.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { closingPrice, emptyBook, opposite, replace } from './venue-book.js';
import { VenueFees } from './venue-fees.js';
import type { VenueOrder } from './venue-order.js';

export interface LedgerOptions {
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly account: { readonly currency: string; readonly balance: number };
  /** `netting` keeps one position for each symbol; with `hedging` each entry has its own. */
  readonly positionMode?: 'hedging' | 'netting';
  readonly costs: (symbol: string) => TradingCosts;
}

/** How an order, or a part of a position, is filled. */
export interface Filling {
  /** Before it is snapped to the tick. */
  readonly rawPrice: number;
  readonly at: number;
  /** At a limit price that waited in the market. */
  readonly isMaker: boolean;
}

export interface Entering extends Filling {
  /** Lots of the order that are filled now. */
  readonly volume: number;
  /** Inside the candle, after its open. */
  readonly isNew: boolean;
}

export interface Closing extends Filling {
  readonly clientOrderId: ClientOrderId;
  readonly intent: OrderIntent;
  /** Lots; all where it is more than there is. */
  readonly volume: number;
  /** Lots of the order that are still open after it; none where it is left out. */
  readonly remaining?: number;
}

/** Price distances of a symbol. */
export interface Distances {
  readonly halfSpread: number;
  readonly slippage: number;
}

/** Positions and money of the simulated venue: every change is told at once and followed by the account. */
export class VenueLedger {
  readonly account: VenueAccount;
  readonly books = new Map<string, VenueBook>();
  readonly #options: LedgerOptions;
  readonly #inbox: () => BrokerInbox;
  readonly #distances = new Map<string, Distances>();
  readonly #fees: VenueFees;
  #trades = 0;

  constructor(options: LedgerOptions, inbox: () => BrokerInbox) {
    this.#options = options;
    this.#inbox = inbox;
    this.account = new VenueAccount(options.account);
    this.#fees = new VenueFees(options.costs);
    for (const symbol of Object.keys(options.instruments)) this.books.set(symbol, emptyBook());
  }

  /** Fills an entry. On a netting account it first closes what stands against it, and then adds to what stands with it. */
  enter(book: VenueBook, venueOrder: VenueOrder, how: Entering): void {
    const { order } = venueOrder;
    const { clientOrderId, symbol } = order;
    const held = this.#netted(book) ?? book.positions.find(({ positionId }) => positionId === clientOrderId);
    if (held === undefined) return this.#open(book, venueOrder, how);
    if (held.side === order.side) return this.#add(book, held, venueOrder, how);
    const closing = Math.min(how.volume, held.volume);
    const remaining = cleaned(venueOrder.left - closing);
    venueOrder.filledTo(remaining);
    this.close(book, symbol, held, { clientOrderId, intent: 'entry', ...how, volume: closing, remaining });
    const volume = cleaned(how.volume - closing);
    if (volume > 0) this.#open(book, venueOrder, { ...how, volume });
  }

  get isNetting(): boolean {
    return this.#options.positionMode === 'netting';
  }

  /** The position of a netting account that an entry of this side would close first. */
  nettedAgainst(symbol: string, side: Side): VenuePosition | undefined {
    const book = this.books.get(symbol);
    const held = book === undefined ? undefined : this.#netted(book);
    return held?.side === side ? undefined : held;
  }

  close(book: VenueBook, symbol: string, position: VenuePosition, by: Closing): void {
    const { side, entryPrice, positionId } = position;
    const volume = Math.min(by.volume, position.volume);
    const left = cleaned(position.volume - volume);
    if (left > 0) replace(book, position, { ...position, volume: left });
    else book.positions = book.positions.filter((other) => other.positionId !== positionId);
    const instrument = this.instrument(symbol);
    const price = this.snapped(symbol, by.rawPrice);
    const currency = this.account.currency;
    const profitMinor = closedProfitMinor({ instrument, side, entryPrice, exitPrice: price, volume, currency });
    const { clientOrderId, intent, at: filledAt, remaining = 0, isMaker } = by;
    const fill = {
      clientOrderId,
      positionId,
      symbol,
      intent,
      side: opposite(side),
      price,
      volume,
      remaining,
      filledAt,
    };
    this.#tell(fill, profitMinor, isMaker);
  }

  /** Tells of the account as it is now. */
  tellAccount({ cause, at, ...more }: Pick<AccountSnapshot, 'cause' | 'at' | 'swap' | 'margin'>): void {
    this.#inbox().account({ ...this.account.snapshot(cause, this.openProfit(), at), ...more });
  }

  /** What all open positions would bring if they were closed at the newest bid or ask. */
  openProfit(): number {
    let sum = 0;
    for (const [symbol, book] of this.books) {
      for (const position of book.positions) sum += this.profitOf(symbol, book, position);
    }
    return sum;
  }

  /** What a position would bring now, account currency, not rounded. */
  profitOf(symbol: string, book: VenueBook, position: VenuePosition): number {
    const { side, entryPrice, volume } = position;
    const { currency } = this.account;
    const exitPrice = closingPrice(book, position);
    return openProfit({ instrument: this.instrument(symbol), side, entryPrice, exitPrice, volume, currency });
  }

  distancesOf(symbol: string): Distances {
    const known = this.#distances.get(symbol);
    if (known !== undefined) return known;
    const { pip } = this.instrument(symbol);
    const { spreadPips, slippagePips } = this.#options.costs(symbol);
    const distances: Distances = { halfSpread: (spreadPips * pip) / 2, slippage: slippagePips * pip };
    this.#distances.set(symbol, distances);
    return distances;
  }

  snapped(symbol: string, price: number): number {
    return snapPrice(this.instrument(symbol), price);
  }

  instrument(symbol: string): Instrument {
    const instrument = this.#options.instruments[symbol];
    if (instrument === undefined) throw new Error(`no instrument "${symbol}" at the simulated broker`);
    return instrument;
  }

  #netted({ positions }: VenueBook): VenuePosition | undefined {
    return this.isNetting ? positions[0] : undefined;
  }

  #open(book: VenueBook, venueOrder: VenueOrder, { rawPrice, volume, at, isNew, isMaker }: Entering): void {
    const { clientOrderId, symbol, side, stopLoss, takeProfits: targets = [] } = venueOrder.order;
    const price = this.snapped(symbol, rawPrice);
    const positionId = clientOrderId;
    book.positions.push({ positionId, side, volume, entryPrice: price, openedAt: at, stopLoss, targets, isNew });
    const remaining = cleaned(venueOrder.left - volume);
    venueOrder.filledTo(remaining);
    const filled = { clientOrderId, positionId, symbol, intent: 'entry', side, price, volume } as const;
    this.#tell({ ...filled, remaining, filledAt: at }, 0, isMaker);
  }

  /**
   * A netting account has one stop and one set of targets for a position: those of the newest entry that brings any. The later parts of
   * an entry bring nothing new.
   */
  #add(book: VenueBook, held: VenuePosition, venueOrder: VenueOrder, how: Entering): void {
    const { rawPrice, volume, at, isMaker } = how;
    const { order } = venueOrder;
    const isLaterPart = venueOrder.state === 'partially_filled';
    const { clientOrderId, symbol, side } = order;
    const { positionId } = held;
    const price = this.snapped(symbol, rawPrice);
    const total = cleaned(held.volume + volume);
    replace(book, held, {
      ...held,
      volume: total,
      entryPrice: (held.entryPrice * held.volume + price * volume) / total,
      stopLoss: isLaterPart ? held.stopLoss : (order.stopLoss ?? held.stopLoss),
      targets: isLaterPart ? held.targets : (order.takeProfits ?? held.targets),
    });
    const remaining = cleaned(venueOrder.left - volume);
    venueOrder.filledTo(remaining);
    const filled = { clientOrderId, positionId, symbol, intent: 'entry', side, price, volume } as const;
    this.#tell({ ...filled, remaining, filledAt: at }, 0, isMaker);
  }

  /** Books a fill with its commission, and tells of it and of the account. */
  #tell(fill: Omit<Fill, 'tradeId' | 'commission' | 'profit'>, profitMinor: number, isMaker: boolean): void {
    const { currency } = this.account;
    const { clientOrderId, symbol, price, volume } = fill;
    const terms = { instrument: this.instrument(symbol), currency, price, volume, isMaker };
    const costMinor = 0 - this.#fees.charge({ clientOrderId, symbol, ...terms });
    const { filledAt, ...rest } = fill;
    this.account.book(profitMinor + costMinor);
    this.#trades += 1;
    this.#inbox().filled({
      tradeId: `sim-trade-${this.#trades}`,
      ...rest,
      commission: fromMinor(costMinor, currency),
      profit: fromMinor(profitMinor, currency),
      filledAt,
    });
    this.tellAccount({ cause: 'fill', at: filledAt });
  }
}
