import type { ApprovedOrder, BrokerInbox, ClientOrderId, Fill, Instrument, OrderIntent } from '@q/events';
import type { FillCosts } from '@q/trading';
import { closedProfitMinor, commissionMinor, fromMinor, marketFillPrice, openProfit, snapPrice } from '@q/trading';
import type { TradingCosts } from './simulated-broker.js';
import { VenueAccount } from './venue-account.js';
import type { VenueBook, VenuePosition } from './venue-book.js';
import { emptyBook, opposite } from './venue-book.js';

export interface LedgerOptions {
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly account: { readonly currency: string; readonly balance: number };
  /** `netting` keeps one position for each symbol; with `hedging` each entry has its own. */
  readonly positionMode?: 'hedging' | 'netting';
  readonly costs: (symbol: string) => TradingCosts;
}

/** How a position, or a part of it, is closed. */
export interface Closing {
  readonly clientOrderId: ClientOrderId;
  readonly intent: OrderIntent;
  /** Before it is snapped to the tick. */
  readonly rawPrice: number;
  readonly at: number;
  /** Lots; all where it is more than there is. */
  readonly volume: number;
}

const DUST = 1e-9;

/** Positions and money of the simulated venue: every change is a fill, told at once and followed by the account. */
export class VenueLedger {
  readonly account: VenueAccount;
  readonly books = new Map<string, VenueBook>();
  readonly #options: LedgerOptions;
  readonly #inbox: () => BrokerInbox;
  readonly #costs = new Map<string, FillCosts>();
  #trades = 0;

  constructor(options: LedgerOptions, inbox: () => BrokerInbox) {
    this.#options = options;
    this.#inbox = inbox;
    this.account = new VenueAccount(options.account);
    for (const symbol of Object.keys(options.instruments)) this.books.set(symbol, emptyBook());
  }

  /** Fills an entry. On a netting account it first closes what stands against it, and then adds to what stands with it. */
  enter(
    book: VenueBook,
    order: ApprovedOrder,
    rawPrice: number,
    when: { readonly at: number; readonly isNew: boolean },
  ) {
    const [held] = this.#options.positionMode === 'netting' ? book.positions : [];
    if (held === undefined) return this.#open(book, order, order.volume, rawPrice, when);
    if (held.side === order.side) return this.#add(book, held, order, rawPrice, when.at);
    const { clientOrderId, volume } = order;
    const left = cleaned(volume - held.volume);
    this.close(book, order.symbol, held, { clientOrderId, intent: 'entry', rawPrice, at: when.at, volume }, left);
    if (left > DUST) this.#open(book, order, left, rawPrice, when);
  }

  close(book: VenueBook, symbol: string, position: VenuePosition, by: Closing, remaining = 0): void {
    const { side, entryPrice, positionId } = position;
    const volume = Math.min(by.volume, position.volume);
    const left = cleaned(position.volume - volume);
    if (left > DUST) replace(book, position, { ...position, volume: left });
    else book.positions = book.positions.filter((other) => other.positionId !== positionId);
    const instrument = this.instrument(symbol);
    const price = snapPrice(instrument, by.rawPrice);
    const currency = this.account.currency;
    const profitMinor = closedProfitMinor({ instrument, side, entryPrice, exitPrice: price, volume, currency });
    const { clientOrderId, intent, at: filledAt } = by;
    const fill = { clientOrderId, positionId, symbol, intent, side: opposite(side), price, volume, filledAt };
    this.#tell({ ...fill, remaining: Math.max(0, remaining) }, profitMinor);
  }

  /** What all open positions would bring if they were closed at the bid or ask of the newest close. */
  openProfit(): number {
    let sum = 0;
    for (const [symbol, book] of this.books) {
      for (const { side, entryPrice, volume } of book.positions) {
        const { halfSpread } = this.costsOf(symbol);
        const exitPrice = marketFillPrice(opposite(side), book.lastPrice, { halfSpread, slippage: 0 });
        const { currency } = this.account;
        sum += openProfit({ instrument: this.instrument(symbol), side, entryPrice, exitPrice, volume, currency });
      }
    }
    return sum;
  }

  costsOf(symbol: string): FillCosts {
    const known = this.#costs.get(symbol);
    if (known !== undefined) return known;
    const { pip } = this.instrument(symbol);
    const { spreadPips, slippagePips } = this.#options.costs(symbol);
    const costs: FillCosts = { halfSpread: (spreadPips * pip) / 2, slippage: slippagePips * pip };
    this.#costs.set(symbol, costs);
    return costs;
  }

  instrument(symbol: string): Instrument {
    const instrument = this.#options.instruments[symbol];
    if (instrument === undefined) throw new Error(`no instrument "${symbol}" at the simulated broker`);
    return instrument;
  }

  #open(
    book: VenueBook,
    order: ApprovedOrder,
    volume: number,
    rawPrice: number,
    { at, isNew }: { readonly at: number; readonly isNew: boolean },
  ): void {
    const { clientOrderId, symbol, side, stopLoss, takeProfits: targets = [] } = order;
    const price = snapPrice(this.instrument(symbol), rawPrice);
    book.positions.push({ positionId: clientOrderId, side, volume, entryPrice: price, stopLoss, targets, isNew });
    const filled = { clientOrderId, positionId: clientOrderId, symbol, intent: 'entry', side, price, volume } as const;
    this.#tell({ ...filled, remaining: 0, filledAt: at }, 0);
  }

  /** A netting account has one stop and one set of targets for a position: those of the newest entry that brings any. */
  #add(book: VenueBook, held: VenuePosition, order: ApprovedOrder, rawPrice: number, filledAt: number): void {
    const { clientOrderId, symbol, side, volume } = order;
    const { positionId } = held;
    const price = snapPrice(this.instrument(symbol), rawPrice);
    const total = cleaned(held.volume + volume);
    replace(book, held, {
      ...held,
      volume: total,
      entryPrice: (held.entryPrice * held.volume + price * volume) / total,
      stopLoss: order.stopLoss ?? held.stopLoss,
      targets: order.takeProfits ?? held.targets,
    });
    const filled = { clientOrderId, positionId, symbol, intent: 'entry', side, price, volume } as const;
    this.#tell({ ...filled, remaining: 0, filledAt }, 0);
  }

  /** Books a fill with its commission, and tells of it and of the account. */
  #tell(fill: Omit<Fill, 'tradeId' | 'commission' | 'profit'>, profitMinor: number): void {
    const { currency } = this.account;
    const costMinor = commissionMinor(this.#options.costs(fill.symbol).commissionPerLot, fill.volume, currency);
    this.account.book(profitMinor + costMinor);
    this.#trades += 1;
    const { filledAt, ...rest } = fill;
    this.#inbox().filled({
      tradeId: `sim-trade-${this.#trades}`,
      ...rest,
      commission: fromMinor(costMinor, currency),
      profit: fromMinor(profitMinor, currency),
      filledAt,
    });
    this.#inbox().account(this.account.snapshot('fill', this.openProfit(), filledAt));
  }
}

export function replace(book: VenueBook, former: VenuePosition, now: VenuePosition): void {
  book.positions = book.positions.map((other) => (other.positionId === former.positionId ? now : other));
}

/** Sums of lots without the dust of binary fractions. */
function cleaned(volume: number): number {
  return Math.round(volume * 1e8) / 1e8;
}
