import { zoneOffset } from '../zone-offset.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The clock on a wall of some place. A local time is what it shows, in ms since it would have shown 1970-01-01 00:00. */
export interface LocalClock {
  /** Number of the local day that an instant (ms UTC) falls in; 0 is 1970-01-01. */
  dayOf(instant: number): number;
  /** The instants at which it shows a local time: none where clocks are put forward over it, two where they are put back. */
  instantsOf(local: number): readonly number[];
  /** The first of them. A time that is skipped is read as if the clocks had not been put forward: 02:30 becomes 03:30. */
  firstInstantOf(local: number): number;
}

/** @param zone `UTC`, an IANA name or `+HH:MM`. @throws where there is no such zone */
export function localClock(zone: string): LocalClock {
  const offset = fixedOffset(zone);
  return offset === undefined ? placeClock(offsetsOf(zone)) : fixedClock(offset);
}

function fixedOffset(zone: string): number | undefined {
  if (zone === 'UTC') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

function fixedClock(offset: number): LocalClock {
  return {
    dayOf: (instant) => Math.floor((instant + offset) / DAY_MS),
    instantsOf: (local) => [local - offset],
    firstInstantOf: (local) => local - offset,
  };
}

/** Asks for the offsets around a local day once: most days have one, and then nothing more is to be asked. */
function placeClock(offsetAt: (instant: number) => number): LocalClock {
  let day = NaN;
  let before = 0;
  let after = 0;
  const instantsOf = (local: number): readonly number[] => {
    const localDay = Math.floor(local / DAY_MS);
    if (localDay !== day) {
      day = localDay;
      before = offsetAt((day - 1) * DAY_MS);
      after = offsetAt((day + 2) * DAY_MS);
    }
    if (before === after) return [local - before];
    return [before, after].filter((offset) => offsetAt(local - offset) === offset).map((offset) => local - offset);
  };
  return {
    dayOf: (instant) => Math.floor((instant + offsetAt(instant)) / DAY_MS),
    instantsOf,
    firstInstantOf: (local) => instantsOf(local)[0] ?? local - before,
  };
}

/** Offset of a place from UTC in ms at an instant. */
function offsetsOf(zone: string): (instant: number) => number {
  try {
    return zoneOffset(zone);
  } catch (cause) {
    const allowed = 'UTC, an IANA name such as Europe/Berlin or an offset such as +02:00';
    throw new Error(`there is no time zone "${zone}": write ${allowed}`, { cause });
  }
}
