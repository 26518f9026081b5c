import { zoneOffset } from './zone-offset.js';

const DAY_MS = 86_400_000;

/** When a trading day ends and positions are carried over to the next one. */
export interface RolloverTime {
  /** Local time of the day, `HH:MM`. */
  readonly time: string;
  /** IANA name. */
  readonly timeZone: string;
}

export interface Rollover {
  /** ms UTC. */
  readonly at: number;
  /** Local day of the week, 0 for Sunday to 6 for Saturday. */
  readonly weekday: number;
}

/**
 * Finds the first rollover after an instant, ms UTC. There is one every local day, also on days without trading; its instant is the local
 * time less the zone's offset then, daylight saving included.
 */
export function rolloverFinder({ time, timeZone }: RolloverTime): (instant: number) => Rollover {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const timeMs = (hours * 60 + minutes) * 60_000;
  // A zone is looked up where the first rollover is asked for: that costs 15 ms in a new process, and many runs ask for none.
  let offsetAt: ReturnType<typeof zoneOffset> | undefined;
  return (instant) => {
    offsetAt ??= zoneOffset(timeZone);
    const today = Math.floor((instant + offsetAt(instant)) / DAY_MS);
    for (let day = today; ; day += 1) {
      const local = day * DAY_MS + timeMs;
      const at = local - offsetAt(local - offsetAt(local));
      // Day 0, 1970-01-01, was a Thursday.
      if (at > instant) return { at, weekday: (((day + 4) % 7) + 7) % 7 };
    }
  };
}
