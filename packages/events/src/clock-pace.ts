import type { Clock } from './clock.js';

/** Ties a run on a virtual clock to real time: its next instant begins when real time has come to it. */
export interface Pace {
  /** Real time, for waiting. */
  readonly clock: Clock;
  /**
   * Whether the run's time is that of the wall: it went on while nothing ran, and there are polls between two closes.
   * Else it is the data's own time, which stands still while nothing runs.
   */
  readonly followsWall: boolean;
  /** From now on real time counts from this instant of the run; nothing to a pace that follows the wall. */
  begin(instant: number): void;
  /** The instant of the run that real time has come to, ms UTC. */
  now(): number;
  /** Real milliseconds until real time has come to `instant`, 0 where it has. */
  msUntil(instant: number): number;
}

/** A wall clock that is so much ahead was set, or the machine slept. */
const LEAP_MS = 1_000;

/**
 * Time as it is: a minute takes a minute. A wall clock that is set back does not hold the run up; one that leaps ahead is followed.
 * @param monotonicMs a clock that only runs forward, ms
 */
export function wallPace(clock: Clock, monotonicMs: () => number): Pace {
  let origin = clock.now();
  let since = monotonicMs();
  const now = (): number => {
    const steady = origin + (monotonicMs() - since);
    const wall = clock.now();
    if (wall <= steady + LEAP_MS) return steady;
    origin = wall;
    since = monotonicMs();
    return wall;
  };
  return {
    clock,
    followsWall: true,
    begin: () => undefined,
    now: () => Math.floor(now()),
    msUntil: (instant) => Math.max(0, instant - now()),
  };
}

export interface DataPaceOptions {
  readonly clock: Clock;
  /** A clock that only runs forward, ms: a wall clock that is set must not move the data. */
  readonly monotonicMs: () => number;
  /** Seconds of data in a real second; 0 means as fast as the machine goes. */
  readonly speed: number;
}

/** The time of recorded data, in real or scaled time. */
export function dataPace({ clock, monotonicMs, speed }: DataPaceOptions): Pace {
  let origin = 0;
  let begunAt = monotonicMs();
  const now = (): number => (speed === 0 ? Infinity : origin + (monotonicMs() - begunAt) * speed);
  return {
    clock,
    followsWall: false,
    begin(instant) {
      origin = instant;
      begunAt = monotonicMs();
    },
    now,
    msUntil: (instant) => (speed === 0 ? 0 : Math.max(0, (instant - now()) / speed)),
  };
}
