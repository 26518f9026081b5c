import type { Instrument } from '@q/events';
import type { ScheduleRules } from '../schedule.js';
import type { HolidayItem } from './parse-holidays.js';
import type { NewsItem } from './parse-news.js';
import type { RestrictionCalendar } from './read-calendar.js';

/** What restricts trading. Keys are spelled as in the section `restrictions` of a configuration, which fits as it is. */
export interface RestrictionRules {
  /** A `daily` account holds nothing over the market close; for a `swing` account that window means nothing. */
  readonly account_type: 'swing' | 'daily';
  readonly news?: {
    readonly enabled: boolean;
    readonly minutes_before: number;
    readonly minutes_after: number;
  };
  readonly holidays?: { readonly enabled: boolean };
  readonly market_close?: {
    readonly enabled: boolean;
    /** `HH:MM` or `HH:MM:SS`, with its offset (`23:40:00+03:00`) or in `time_zone`. */
    readonly time: string;
    /** IANA name, `UTC` or `+HH:MM`; only for a time without offset. */
    readonly time_zone?: string | undefined;
    /** How far the window reaches to both sides of a close, also of an early close on a holiday. */
    readonly minutes: number;
  };
  /** When entries are allowed: always where there is none. */
  readonly schedule?: Pick<ScheduleRules, 'days' | 'hours' | 'time_zone'> | undefined;
}

/** The calendars. One that the rules need and that is missing here restricts like a broken one. */
export interface RestrictionFiles {
  readonly news?: RestrictionCalendar<NewsItem> | undefined;
  readonly holidays?: RestrictionCalendar<HolidayItem> | undefined;
}

/** The names by which calendars know an instrument. */
export type RestrictedInstrument = Pick<Instrument, 'symbol' | 'baseCurrency' | 'quoteCurrency'>;

export interface Restriction {
  readonly reason: 'restriction_file' | 'market_close' | 'news' | 'outside_schedule';
  readonly message: string;
  /** First and last instant, ms UTC, both inside; only where they are known. */
  readonly from?: number;
  readonly until?: number;
}

export interface RestrictionVerdict {
  /** Whether entries are denied. Exits never are. */
  readonly blocked: boolean;
  /** Everything that blocks, the gravest first. */
  readonly reasons: readonly Restriction[];
  /** Whether open positions are to be closed and waiting orders cancelled: a daily account at the market close. */
  readonly closePositions: boolean;
}
