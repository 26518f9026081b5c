import type { z } from 'zod';
import type { scheduleSchema } from './schedule-schema.js';
import { WEEKDAYS } from './schedule-schema.js';

type Parsed = z.output<typeof scheduleSchema>;

export type ScheduleRules = Readonly<Omit<Parsed, 'days'>> & { readonly days: readonly Parsed['days'][number][] };

const DAY_MINUTES = 1_440;
const HOUR_MS = 3_600_000;

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

/** Offset of a zone from UTC in ms; looked up once for each hour, because that is what a zone's clocks change by. */
function zoneOffset(timeZone: string): (instant: number) => number {
  if (timeZone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  let knownHour = NaN;
  let offset = 0;
  return (instant) => {
    const quarter = Math.floor((instant * 4) / HOUR_MS);
    if (quarter !== knownHour) {
      knownHour = quarter;
      offset = localTime(format, instant) - Math.floor(instant / 1_000) * 1_000;
    }
    return offset;
  };
}

/** The wall clock of a zone, read as if it were UTC. */
function localTime(format: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
