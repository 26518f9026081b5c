import { calendarDateReader } from './calendar-date.js';
import { readInstruments } from './calendar-instruments.js';
import type { RestrictionCalendar } from './read-calendar.js';
import { readCalendar } from './read-calendar.js';

interface OfHoliday {
  readonly description: string;
  /** Currencies and symbols; none means every instrument. */
  readonly instruments: readonly string[];
}

/** A day on which the market closes at another time than usual, or does not open. Ms UTC. */
export type HolidayItem =
  | (OfHoliday & { readonly kind: 'early_close'; readonly at: number })
  /** `until` is the last millisecond of the day. */
  | (OfHoliday & { readonly kind: 'closed_day'; readonly from: number; readonly until: number });

const COLUMNS = ['Description', 'Instrument', 'Dates'] as const;

/**
 * Reads a holiday calendar: a date with a time is a close at that time, a date alone a closed day.
 * @param timeZone where days, and times without offset, are meant: `UTC`, an IANA name or `+HH:MM`
 */
export function parseHolidays(text: string, timeZone: string): RestrictionCalendar<HolidayItem> {
  const readDate = calendarDateReader(timeZone);
  return readCalendar(text, {
    columns: COLUMNS,
    readRow({ Description: description, Instrument, Dates }, report): HolidayItem | undefined {
      const of = { description, instruments: readInstruments(Instrument, report) };
      const date = readDate(Dates);
      switch (date.kind) {
        case 'time':
          return { ...of, kind: 'early_close', at: date.at };
        case 'day':
          return { ...of, kind: 'closed_day', from: date.from, until: date.until };
        case 'wrong':
          report(date.message);
          return undefined;
      }
    },
  });
}
