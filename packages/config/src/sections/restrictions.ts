import { parseCloseTime, scheduleSchema } from '@q/trading';
import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck } from './cross-check.js';
import { flag, lineOfText } from './fields.js';
import { isTimeZone } from './time-zone.js';

const timeZone = z.string().refine(isTimeZone, {
  error: 'UTC, a zone such as America/New_York, or an offset such as +03:00',
  params: { kind: 'form' },
});

const calendarZone = timeZone
  .default('UTC')
  .describe('Zone of dates and times without an offset: UTC, an IANA name or +HH:MM.');

const newsSchema = z.strictObject({
  enabled: flag(false, 'Whether entries are denied around the news of a calendar.'),
  file: lineOfText
    .default('restrictions/news.csv')
    .describe(
      'Calendar Description,Instrument,Dates,Forecast,Previous,Restrictions, relative to the configuration file.',
    ),
  minutes_before: z.number().min(0).max(1440).default(5).describe('Minutes before news without entries, 0 to 1440.'),
  minutes_after: z.number().min(0).max(1440).default(5).describe('Minutes after news without entries, 0 to 1440.'),
  time_zone: calendarZone,
});

const holidaysSchema = z.strictObject({
  enabled: flag(false, 'Whether the early closes and closed days of a calendar are obeyed.'),
  file: lineOfText
    .default('restrictions/holidays.csv')
    .describe('Calendar Description,Instrument,Dates, relative to the configuration file.'),
  time_zone: calendarZone,
});

const marketCloseSchema = crossCheck(
  z.strictObject({
    enabled: flag(false, 'Whether a daily account closes everything around the market close of each day.'),
    time: z
      .string()
      .refine((text) => parseCloseTime(text) !== undefined, {
        error: 'a time of day HH:MM:SS, with its offset or with time_zone, such as 23:40:00+03:00',
        params: { kind: 'form' },
      })
      .default('23:40:00+03:00')
      .describe('Market close, HH:MM:SS with its offset, or without one in time_zone.'),
    time_zone: timeZone.optional().describe('Zone of a time without offset: UTC, an IANA name or +HH:MM.'),
    minutes: z
      .number()
      .min(0)
      .max(720)
      .default(5)
      .describe('Minutes before and after a close, also an early one, that are restricted, 0 to 720.'),
  }),
  (field, report) => {
    const [time, zone] = [field('time'), field('time_zone')];
    const closeTime = typeof time === 'string' ? parseCloseTime(time) : undefined;
    if (typeof time !== 'string' || closeTime === undefined) return;
    if (closeTime.zone === undefined && zone === undefined) {
      const message = `time (${time}) has no zone: write its offset, or give time_zone`;
      report({ path: ['time'], message, suggestion: `${time}+00:00` });
    }
    if (closeTime.zone !== undefined && typeof zone === 'string') {
      const message = `time (${time}) has its offset, so time_zone (${zone}) means nothing: keep one of them`;
      report({ path: ['time'], message, or: { path: ['time_zone'] } });
    }
  },
);

/** When entries are denied, and when a daily account closes everything. */
export const restrictionsSchema = crossCheck(
  z.strictObject({
    account_type: z
      .enum(['swing', 'daily'])
      .default('swing')
      .describe('Whether positions are held over the market close (swing) or closed around it (daily).'),
    news: newsSchema.prefault({}).describe('News around which nothing is entered.'),
    holidays: holidaysSchema.prefault({}).describe('Days on which the market closes early or does not open.'),
    market_close: marketCloseSchema.prefault({}).describe('The market close of usual days.'),
    schedule: scheduleSchema
      .pick({ days: true, hours: true, time_zone: true })
      .optional()
      .describe('When entries are allowed: always, where it is left out.'),
  }),
  (field, report) => {
    const closes = [field('market_close', 'enabled'), field('holidays', 'enabled')];
    if (field('account_type') !== 'daily' || closes.some((enabled) => enabled !== false)) return;
    const message = 'a daily account closes at the market close: switch market_close.enabled or holidays.enabled on';
    report({ path: ['account_type'], message, suggestion: 'swing' });
  },
);

export type RestrictionsConfig = Frozen<z.output<typeof restrictionsSchema>>;
