import type { Instrument } from '@q/events';
import type { Rollover, RolloverTime } from '@q/trading';
import { fromMinor, rolloverFinder, swapMinor } from '@q/trading';
import type { TradingCosts } from './trading-costs.js';
import type { VenueBook } from './venue-book.js';
import { closingPrice, opposite } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';

export interface RolloverTerms extends RolloverTime {
  /** Local day whose night stands for the weekend too and counts three times, 0 for Sunday to 6; none where there is none. */
  readonly tripleWeekday?: number | undefined;
  /** How many nights the rollover of a local day counts for, 0 for Sunday to 6, whatever the market; by the rules where it is not said. */
  readonly nights?: readonly (number | undefined)[];
}

export const NEW_YORK_CLOSE: RolloverTerms = { time: '17:00', timeZone: 'America/New_York', tripleWeekday: 3 };

interface SwapOptions {
  readonly ledger: VenueLedger;
  readonly costs: (symbol: string) => TradingCosts;
  readonly rollover: RolloverTerms;
}

export interface SwapBooker {
  /** Given when the present candle opens, ms UTC. */
  book(book: VenueBook, openTime: number): void;
  /** From when on a candle that opens books something, ms UTC; Infinity where none ever does. */
  dueAt(symbol: string): number;
}

/**
 * Books the interest of the nights over which positions were carried. It is called before a candle fills anything, when the newest
 * prices are those of the candle before it.
 */
export function swapBooker({ ledger, costs, rollover }: SwapOptions): SwapBooker {
  const nextAfter = rolloverFinder(rollover);
  const coming = new Map<string, Rollover>();
  const paid = new Map<string, SwapTerms>();
  for (const symbol of ledger.books.keys()) {
    const { swap } = costs(symbol);
    if (swap !== undefined && (swap.long !== 0 || swap.short !== 0)) paid.set(symbol, swap);
  }
  const bookDue: SwapBooker['book'] = (book, openTime) => {
    const { symbol } = book.instrument;
    const terms = paid.size === 0 ? undefined : paid.get(symbol);
    if (terms === undefined) return;
    let next = coming.get(symbol) ?? nextAfter(Math.min(openTime, ...book.positions.map(({ openedAt }) => openedAt)));
    while (next.at <= openTime) {
      bookNight(ledger, { book, openTime, night: next, terms, nights: nightsOf(book.instrument, next, rollover) });
      next = nextAfter(next.at);
    }
    coming.set(symbol, next);
  };
  const dueAt = (symbol: string): number =>
    paid.size > 0 && paid.has(symbol) ? (coming.get(symbol)?.at ?? -Infinity) : Infinity;
  return { book: bookDue, dueAt };
}

type SwapTerms = NonNullable<TradingCosts['swap']>;

interface Night {
  readonly book: VenueBook;
  readonly openTime: number;
  readonly night: Rollover;
  readonly nights: number;
  readonly terms: SwapTerms;
}

function bookNight(ledger: VenueLedger, { book, openTime, night, nights, terms }: Night): void {
  if (nights === 0) return;
  const { instrument } = book;
  const { symbol } = instrument;
  const { currency } = ledger.account;
  for (const position of book.positions) {
    const { side, volume, positionId, openedAt } = position;
    if (openedAt >= night.at) continue;
    const price = terms.unit === 'percent' ? middleOf(book) : closingPrice(book, position);
    const perLot = side === 'buy' ? terms.long : terms.short;
    const rate = ledger.rates.of(symbol, { isPaid: perLot < 0, side: opposite(side), at: openTime });
    const carried = { instrument, perLot, unit: terms.unit, volume, nights, price, currency, rate };
    const minor = swapMinor(carried, ledger.rounding);
    if (minor === 0) continue;
    const swap = { positionId, symbol, amount: fromMinor(minor, currency), nights };
    ledger.account.book(minor);
    ledger.tellAccount('swap', openTime, { swap });
  }
}

/** What a position has its value at. */
function middleOf({ instrument, bid, ask }: VenueBook): number {
  const power = 10 ** instrument.digits;
  return Math.round(((bid + ask) / 2) * power) / power;
}

/** Markets that close over the weekend carry nothing then, and pay for it on one day; the others pay every night. */
function nightsOf({ session }: Instrument, { weekday }: Rollover, rollover: RolloverTerms): number {
  const { tripleWeekday, nights = [] } = rollover;
  const said = nights[weekday];
  if (said !== undefined) return said;
  if (session === 'always') return 1;
  if (weekday === 0 || weekday === 6) return 0;
  return weekday === tripleWeekday ? 3 : 1;
}
