import type { Instrument } from '@q/events';
import type { Rollover, RolloverTime, SwapRow, SwapUnit } from '@q/trading';
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
  const findRollover = rolloverFinder(rollover);
  const coming = new Map<string, Night>();
  const paid = new Map<string, SwapTerms>();
  for (const [symbol, { instrument }] of ledger.books) {
    const { swap } = costs(symbol);
    if (swap === undefined) continue;
    const { long, short, unit, rows } = swap;
    const nightAfter = (instant: number): Night => {
      const next = findRollover(instant);
      return { at: next.at, long, short, nights: nightsOf(instrument, next, rollover) };
    };
    if (rows !== undefined) paid.set(symbol, { unit, nextAfter: nightsOfRows(rows) });
    else if (long !== 0 || short !== 0) paid.set(symbol, { unit, nextAfter: nightAfter });
  }
  const bookDue: SwapBooker['book'] = (book, openTime) => {
    const { symbol } = book.instrument;
    const terms = paid.size === 0 ? undefined : paid.get(symbol);
    if (terms === undefined) return;
    const { unit, nextAfter } = terms;
    let next = coming.get(symbol) ?? nextAfter(Math.min(openTime, ...book.positions.map(({ openedAt }) => openedAt)));
    while (next.at <= openTime) {
      bookNight(ledger, { book, openTime, night: next, unit });
      next = nextAfter(next.at);
    }
    coming.set(symbol, next);
  };
  const dueAt = (symbol: string): number =>
    paid.size > 0 && paid.has(symbol) ? (coming.get(symbol)?.at ?? -Infinity) : Infinity;
  return { book: bookDue, dueAt };
}

/** One booking: for a lot, and how many nights it counts for. */
interface Night extends SwapRow {
  readonly nights: number;
}

interface SwapTerms {
  readonly unit: SwapUnit;
  /** The first booking after an instant; one that never comes where there is none. */
  readonly nextAfter: (instant: number) => Night;
}

const NEVER: Night = { at: Infinity, long: 0, short: 0, nights: 0 };

/** A row is one night, however many it stands for: what it says is for all of them. */
function nightsOfRows(rows: readonly SwapRow[]): SwapTerms['nextAfter'] {
  return (instant) => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle]?.at ?? Infinity) <= instant) low = middle + 1;
      else high = middle;
    }
    const row = rows[low];
    return row === undefined ? NEVER : { ...row, nights: 1 };
  };
}

interface Due {
  readonly book: VenueBook;
  readonly openTime: number;
  readonly night: Night;
  readonly unit: SwapUnit;
}

function bookNight(ledger: VenueLedger, { book, openTime, night, unit }: Due): void {
  const { nights } = night;
  if (nights === 0) return;
  const { instrument } = book;
  const { symbol } = instrument;
  const { currency } = ledger.account;
  for (const position of book.positions) {
    const { side, volume, positionId, openedAt } = position;
    if (openedAt >= night.at) continue;
    const price = unit === 'percent' ? middleOf(book) : closingPrice(book, position);
    const perLot = side === 'buy' ? night.long : night.short;
    const rate = ledger.rates.of(symbol, { isPaid: perLot < 0, side: opposite(side), at: openTime });
    const carried = { instrument, perLot, unit, volume, nights, price, currency, rate };
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
