import type { LocalClock } from './local-clock.js';
import { localClock } from './local-clock.js';

const DAY_MS = 86_400_000;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/** What a cell `Dates` says: an instant, a whole day of a place, or nothing that can be relied on. Ms UTC. */
export type CalendarDate =
  | { readonly kind: 'time'; readonly at: number }
  /** `until` is the last millisecond of the day. */
  | { readonly kind: 'day'; readonly from: number; readonly until: number }
  | { readonly kind: 'wrong'; readonly message: string };

/** @returns a reader of ISO 8601 dates; one without an offset is meant on the clock of `zone` */
export function calendarDateReader(zone: string): (text: string) => CalendarDate {
  const clock = localClock(zone);
  return (text) => {
    const [, date, time, offset] = DATE.exec(text) ?? [];
    const local = date === undefined ? undefined : localTime(date, time ?? '00:00');
    if (local === undefined) return wrong(`"${text}" is no date: write one such as 2025-08-29T12:30:00Z`);
    if (time === undefined) return dayFrom(local, clock);
    if (offset !== undefined)
      return { kind: 'time', at: localClock(offset === 'Z' ? 'UTC' : offset).firstInstantOf(local) };
    const [at, second] = clock.instantsOf(local);
    if (at === undefined) return wrong(`"${text}" never comes in ${zone}, where clocks are put forward over it`);
    if (second !== undefined)
      return wrong(`"${text}" comes twice in ${zone}: write it with its offset, such as +02:00`);
    return { kind: 'time', at };
  };
}

/** 2025-02-30 is read as 2 March: only a date that prints as it was written exists. */
function localTime(date: string, time: string): number | undefined {
  const ms = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? undefined : ms;
}

function dayFrom(local: number, clock: LocalClock): CalendarDate {
  return { kind: 'day', from: clock.firstInstantOf(local), until: clock.firstInstantOf(local + DAY_MS) - 1 };
}

function wrong(message: string): CalendarDate {
  return { kind: 'wrong', message };
}
