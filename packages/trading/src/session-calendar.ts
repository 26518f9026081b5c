import type { Calendar, Instrument } from '@q/events';
import { SmallMap } from './small-map.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * When instruments trade by their `session`: `fx` from Sunday to Friday 17:00 New York time, `always` without a break.
 * New York's clocks follow the rule in force since 2007; holidays are not known here.
 */
export function sessionCalendar(instruments: Iterable<Instrument>): Calendar {
  const sessions = new SmallMap<string, Instrument['session']>();
  for (const { symbol, session } of instruments) sessions.set(symbol, session);
  const weekOpen = weekOpenFinder();
  const isAlways = (symbol: string): boolean => {
    const session = sessions.get(symbol);
    if (session === undefined) throw new Error(`no instrument '${symbol}': its trading hours are unknown`);
    return session === 'always';
  };
  return {
    isOpen: (symbol, instant) => isAlways(symbol) || instant - weekOpen(instant) < 5 * DAY_MS,
    nextOpen(symbol, instant) {
      if (isAlways(symbol)) return instant;
      const open = weekOpen(instant);
      return instant - open < 5 * DAY_MS ? instant : weekOpen(open + WEEK_MS + HOUR_MS);
    },
  };
}

/** Finds the last Sunday 17:00 New York at or before an instant; remembers the week, as questions come close together. */
export function weekOpenFinder(): (instant: number) => number {
  let from = Infinity;
  let to = -Infinity;
  return (instant) => {
    if (instant >= from && instant < to) return from;
    const sunday = sundayOf(instant);
    const opens = openOn(sunday);
    from = instant >= opens ? opens : openOn(sunday - WEEK_MS);
    to = instant >= opens ? openOn(sunday + WEEK_MS) : opens;
    return from;
  };
}

/** 17:00 in New York on a Sunday. Clocks change at 02:00 on Sundays, so one offset holds from then to the Friday after. */
function openOn(sunday: number): number {
  return sunday + (isSummer(sunday) ? 21 : 22) * HOUR_MS;
}

/** Summer time begins on the second Sunday of March and ends on the first of November. */
function isSummer(sunday: number): boolean {
  const year = new Date(sunday).getUTCFullYear();
  const begin = sundayOnOrAfter(Date.UTC(year, 2, 8));
  const end = sundayOnOrAfter(Date.UTC(year, 10, 1));
  return sunday >= begin && sunday < end;
}

function sundayOf(instant: number): number {
  const day = Math.floor(instant / DAY_MS);
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
  return (day - weekday) * DAY_MS;
}

function sundayOnOrAfter(midnight: number): number {
  return sundayOf(midnight + 6 * DAY_MS);
}
