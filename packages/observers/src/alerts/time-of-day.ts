const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** `HH:MM` as minutes since midnight. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Minutes since midnight in a zone: UTC, an IANA name or an offset +HH:MM. */
export function minuteOfDay(at: number, zone: string): number {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return within(Math.floor(at / MINUTE_MS) + (offset[1] === '-' ? -minutes : minutes));
  }
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return part('hour') * 60 + part('minute');
}

/** The next instant after `at` at which it is `time` in the zone; in the hour that a clock change skips, the time beside it. */
export function nextTimeOfDay(at: number, time: string, zone: string): number {
  const wanted = minutesOf(time);
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const guess = minute + within(wanted - minuteOfDay(at, zone)) * MINUTE_MS;
  for (const day of [0, DAY_MS, 2 * DAY_MS]) {
    const found = guess + day + shiftTo(wanted, minuteOfDay(guess + day, zone)) * MINUTE_MS;
    if (found > at) return found;
  }
  return guess + DAY_MS;
}

/** The way from one minute of the day to another, at most half a day. */
function shiftTo(wanted: number, found: number): number {
  return within(wanted - found + DAY_MINUTES / 2) - DAY_MINUTES / 2;
}

function within(minutes: number): number {
  return ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
