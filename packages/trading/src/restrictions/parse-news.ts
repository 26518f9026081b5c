import { calendarDateReader } from './calendar-date.js';
import { readInstruments } from './calendar-instruments.js';
import type { RestrictionCalendar } from './read-calendar.js';
import { readCalendar } from './read-calendar.js';

/** A piece of news around which entries are denied. */
export interface NewsItem {
  /** Ms UTC. */
  readonly at: number;
  readonly description: string;
  /** Currencies and symbols; none means every instrument. */
  readonly instruments: readonly string[];
}

const COLUMNS = ['Description', 'Instrument', 'Dates', 'Forecast', 'Previous', 'Restrictions'] as const;

/**
 * Reads a news calendar. Rows with `Restrictions` 0 or nothing restrict nothing; they must be right all the same.
 * @param timeZone where times without offset are meant: `UTC`, an IANA name or `+HH:MM`
 */
export function parseNews(text: string, timeZone: string): RestrictionCalendar<NewsItem> {
  const readDate = calendarDateReader(timeZone);
  return readCalendar(text, {
    columns: COLUMNS,
    readRow({ Description: description, Instrument, Dates, Restrictions }, report) {
      const instruments = readInstruments(Instrument, report);
      const date = readDate(Dates);
      if (date.kind === 'wrong') report(date.message);
      if (date.kind === 'day') report(`"${Dates}" has no time: write one such as ${Dates}T12:30:00Z`);
      if (!['', '0', '1'].includes(Restrictions))
        report(`Restrictions is "${Restrictions}": write 1 to restrict, or 0`);
      return date.kind === 'time' && Restrictions === '1' ? { at: date.at, description, instruments } : undefined;
    },
  });
}
