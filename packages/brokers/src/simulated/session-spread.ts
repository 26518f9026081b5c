import { zoneOffset } from '@q/trading';

/** A spread for a part of the day; it holds from `from` to before `to`, over midnight where `to` is the earlier one. */
export interface SpreadWindow {
  /** Local times of the day, `HH:MM`. */
  readonly from: string;
  readonly to: string;
  /** `UTC`, an IANA name or an offset such as `+02:00`. */
  readonly timeZone: string;
  readonly pips: number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** The spread in pips at an instant, ms UTC: that of the first window that it falls into, else the base value. */
export function sessionSpread(windows: readonly SpreadWindow[], base: number): (instant: number) => number {
  const open = windows.map(({ from, to, timeZone, pips }) => {
    return { from: minuteOf(from), to: minuteOf(to), offsetAt: dailyOffset(timeZone), pips };
  });
  return (instant) => {
    for (const { from, to, offsetAt, pips } of open) {
      const local = Math.floor((instant + offsetAt(instant)) / MINUTE_MS) % DAY_MINUTES;
      const minute = local < 0 ? local + DAY_MINUTES : local;
      if (from <= to ? minute >= from && minute < to : minute >= from || minute < to) return pips;
    }
    return base;
  };
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The offset of a zone, looked up twice for a day of UTC, and at every instant of the days on which it changes. */
function dailyOffset(timeZone: string): (instant: number) => number {
  const offsetAt = zoneOffset(timeZone);
  let day = NaN;
  let ofDay: number | undefined;
  return (instant) => {
    const today = Math.floor(instant / DAY_MS);
    if (today !== day) {
      day = today;
      const [first, last] = [offsetAt(today * DAY_MS), offsetAt((today + 1) * DAY_MS - 1)];
      ofDay = first === last ? first : undefined;
    }
    return ofDay ?? offsetAt(instant);
  };
}
