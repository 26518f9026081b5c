const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Turns the local clock of a place into UTC. */
export interface TimeZone {
  /**
   * `previous` is the time, UTC, of the row before (`-Infinity` for the first). Where clocks go back, a local time exists
   * twice: the first of the two is taken, unless the row before has reached it already. Where clocks go forward, a local
   * time that never was is read as if they had not: 02:30 becomes 03:30.
   */
  toUtc(local: number, previous: number): number;
}

/** A zone by its IANA name or as `±HH:MM`, `undefined` where there is none such. */
export function timeZone(name: string): TimeZone | undefined {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(name);
  if (fixed !== null) {
    const ms = (Number(fixed[2]) * 60 + Number(fixed[3])) * MINUTE_MS;
    return fixedZone(fixed[1] === '-' ? -ms : ms);
  }
  if (/^(utc|gmt|z)$/i.test(name)) return fixedZone(0);
  const offsetAt = offsetsOf(name);
  return offsetAt === undefined ? undefined : placeZone(offsetAt);
}

function fixedZone(offset: number): TimeZone {
  return { toUtc: (local) => local - offset };
}

/** Asks for the offset of a day once, as one question costs as much as reading some ten rows. */
function placeZone(offsetAt: (instant: number) => number): TimeZone {
  let day = NaN;
  let before = 0;
  let after = 0;
  return {
    toUtc(local, previous) {
      const localDay = Math.floor(local / DAY_MS);
      if (localDay !== day) {
        day = localDay;
        before = offsetAt((day - 1) * DAY_MS);
        after = offsetAt((day + 2) * DAY_MS);
      }
      if (before === after) return local - before;
      return acrossChange(local, previous, { before, after, offsetAt });
    },
  };
}

interface Change {
  readonly before: number;
  readonly after: number;
  readonly offsetAt: (instant: number) => number;
}

function acrossChange(local: number, previous: number, { before, after, offsetAt }: Change): number {
  const old = local - before;
  const fresh = local - after;
  const isOld = offsetAt(old) === before;
  const isFresh = offsetAt(fresh) === after;
  if (isOld && isFresh) return old > previous ? old : fresh;
  return isFresh ? fresh : old;
}

function offsetsOf(name: string): ((instant: number) => number) | undefined {
  const format = formatFor(name);
  if (format === undefined) return undefined;
  return (instant) => {
    const part = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
    const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(part?.value ?? '') ?? [];
    const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS + Number(seconds ?? 0) * 1_000;
    return sign === '-' ? -ms : ms;
  };
}

function formatFor(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}
