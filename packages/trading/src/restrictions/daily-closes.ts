import { parseCloseTime } from './close-time.js';
import type { LocalClock } from './local-clock.js';
import { localClock } from './local-clock.js';

const DAY_MS = 86_400_000;

/** The closes around an instant: those of its local day and of the days before and after it. */
export interface ClosesAround {
  /** Number of the first of the three local days. */
  readonly firstDay: number;
  /** Instants, ms UTC, in order of time. */
  readonly closes: readonly number[];
}

export interface DailyCloses {
  around(instant: number): ClosesAround;
  /** Number of the local day that an instant falls in. */
  dayOf(instant: number): number;
}

interface CloseRule {
  readonly time: string;
  readonly time_zone?: string | undefined;
}

/** The market's close of every day, on the clock of its place. @throws where the time or its zone is not one */
export function dailyCloses({ time, time_zone: timeZone }: CloseRule): DailyCloses {
  const parsed = parseCloseTime(time);
  if (parsed === undefined) throw new Error(`"${time}" is not a close time: write HH:MM:SS, such as 23:40:00+03:00`);
  const zone = parsed.zone ?? timeZone;
  if (zone === undefined) throw new Error(`the close time "${time}" has no zone: write an offset, or give time_zone`);
  const clock = localClock(zone);
  return { around: closesAround(clock, parsed.timeOfDay), dayOf: (instant) => clock.dayOf(instant) };
}

/** Remembers a local day, as questions come close together. */
function closesAround(clock: LocalClock, timeOfDay: number): (instant: number) => ClosesAround {
  let from = Infinity;
  let to = -Infinity;
  let known: ClosesAround = { firstDay: NaN, closes: [] };
  return (instant) => {
    if (instant >= from && instant < to) return known;
    const day = clock.dayOf(instant);
    from = clock.firstInstantOf(day * DAY_MS);
    to = clock.firstInstantOf((day + 1) * DAY_MS);
    const closes = [day - 1, day, day + 1].map((each) => clock.firstInstantOf(each * DAY_MS + timeOfDay));
    known = { firstDay: day - 1, closes };
    return known;
  };
}
