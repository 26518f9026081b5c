import type { z } from 'zod';
import type { scheduleSchema } from './schedule-schema.js';
import { WEEKDAYS } from './schedule-schema.js';
import { zoneOffset } from './zone-offset.js';

type Parsed = z.output<typeof scheduleSchema>;

export type ScheduleRules = Readonly<Omit<Parsed, 'days'>> & { readonly days: readonly Parsed['days'][number][] };

const DAY_MINUTES = 1_440;

/** Whether a strategy is on duty at an instant (ms UTC): day and hour in the schedule's time zone, daylight saving included. */
export function compileSchedule({
  days,
  hours,
  time_zone: timeZone,
}: Pick<ScheduleRules, 'days' | 'hours' | 'time_zone'>): (instant: number) => boolean {
  const offsetAt = zoneOffset(timeZone);
  const allowed = days.length === 0 ? WEEKDAYS.map((_, day) => day) : days.map((day) => WEEKDAYS.indexOf(day));
  const [begin, end] = hours === undefined ? [0, DAY_MINUTES] : hours.split('-').map(minuteOfDay);
  const from = begin ?? 0;
  const until = (end ?? DAY_MINUTES) > from ? (end ?? DAY_MINUTES) : (end ?? 0) + DAY_MINUTES;
  return (instant) => {
    const local = Math.floor((instant + offsetAt(instant)) / 60_000);
    const minute = ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
    const day = weekday((local - minute) / DAY_MINUTES);
    // After midnight a session still belongs to the day on which it began.
    const beganToday = minute >= from && minute < until && allowed.includes(day);
    const beganYesterday = minute + DAY_MINUTES < until && allowed.includes((day + 6) % 7);
    return beganToday || beganYesterday;
  };
}

function minuteOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

/** Day 0 of the count, 1970-01-01, was a Thursday. */
function weekday(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}
