import { z } from 'zod';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export const scheduleSchema = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).default([]).describe('Days on which it may begin: mon to sun; none means all.'),
  hours: z
    .string()
    .regex(HOURS, 'expected hours such as "08:00-16:00"; "22:00-02:00" goes over midnight')
    .optional()
    .describe('Hours of the day, HH:MM-HH:MM; the end is not included, an end before the begin is on the next day.'),
  time_zone: z
    .string()
    .refine(isTimeZone, 'expected an IANA time zone such as Europe/London or America/New_York')
    .default('UTC')
    .describe('Zone of days and hours: UTC or an IANA name.'),
  session_handling: z
    .enum(['close_all', 'partial_close', 'hold'])
    .default('hold')
    .describe('What happens to open positions at its end: closed, closed in part, or kept.'),
  close_percent: z
    .number()
    .gt(0)
    .max(100)
    .default(50)
    .describe(
      'Percent of an open position that partial_close closes; all of it where that part is too small to trade.',
    ),
});
