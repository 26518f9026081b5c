import type { Calendar } from '@q/events';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
/** Offsets that zones have. */
const FURTHEST = 14;
/** A shift leaves so many of the hours unexplained at most: where the zone has daylight saving and UTC has not, one shift does not fit all year. */
const UNEXPLAINED = 0.3;

/**
 * Whole hours by which all times seem to be ahead of UTC; `undefined` where they do not. A series that was written in another zone has
 * candles while its market is closed and none for as long at the other end of the week. Every hour that has candles is one vote: where
 * two or more, and one in every second week, lie outside the session, and the same hours moved by a whole number lie inside but for three
 * tenths of them, the number that explains most is told. A market that trades always, and data without a weekend, show nothing.
 * @param opens times of the sound candles, ascending
 */
export function findWrongZone(opens: Float64Array, symbol: string, calendar: Calendar): number | undefined {
  const hours = hoursOf(opens);
  const outside = (ahead: number): number => {
    let count = 0;
    for (const hour of hours) if (!calendar.isOpen(symbol, hour - ahead * HOUR_MS)) count += 1;
    return count;
  };
  const asWritten = outside(0);
  const weeks = ((hours.at(-1) ?? 0) - (hours[0] ?? 0)) / WEEK_MS;
  if (asWritten < Math.max(2, weeks / 2)) return undefined;
  const [best] = shifts()
    .map((ahead) => ({ ahead, left: outside(ahead) }))
    .sort((a, b) => a.left - b.left);
  return best !== undefined && best.left <= UNEXPLAINED * asWritten ? best.ahead : undefined;
}

/** The nearest first: of shifts that explain as much it stays the first. */
function shifts(): readonly number[] {
  return Array.from({ length: FURTHEST }, (_, index) => [index + 1, -index - 1]).flat();
}

function hoursOf(opens: Float64Array): readonly number[] {
  const hours: number[] = [];
  let last = NaN;
  for (let at = 0; at < opens.length; at += 1) {
    const hour = Math.floor((opens[at] ?? NaN) / HOUR_MS);
    if (hour !== last) hours.push(hour * HOUR_MS);
    last = hour;
  }
  return hours;
}
