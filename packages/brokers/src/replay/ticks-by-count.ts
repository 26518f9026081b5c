import type { TickRow } from '../feed/tick-columns.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Ticks of which each candle of a minute has so many, the last one what is left: bars of a number of ticks. The bars that begin on a UTC
 * day are numbered as its minutes, and the ticks of a bar as the milliseconds of its minute: days are true, times within them are not.
 * @throws Error where a bar cannot be that long, ticks are not in order, or a day has more bars than minutes
 */
export function ticksByCount(ticks: Iterable<TickRow>, perBar: number): readonly TickRow[] {
  if (!Number.isInteger(perBar) || perBar < 1 || perBar > MINUTE_MS)
    throw new Error(`a bar has a whole number of 1 to ${MINUTE_MS} ticks, got ${perBar}`);
  const counted: TickRow[] = [];
  let [day, bar, before] = [-Infinity, -1, -Infinity];
  for (const tick of ticks) {
    const place = counted.length % perBar;
    if (!Number.isFinite(tick.time))
      throw new Error(`tick ${counted.length + 1} has the time ${tick.time}, which is none`);
    if (tick.time < before)
      throw new Error(`tick ${counted.length + 1} is older than the one before it: put ticks in the order of time`);
    before = tick.time;
    if (place === 0) {
      const today = Math.floor(tick.time / DAY_MS) * DAY_MS;
      bar = today === day ? bar + 1 : 0;
      day = today;
      if (bar * MINUTE_MS >= DAY_MS)
        throw new Error(
          `${new Date(day).toISOString().slice(0, 10)} has more bars of ${perBar} ticks than minutes: take more ticks for a bar`,
        );
    }
    counted.push({ ...tick, time: day + bar * MINUTE_MS + place });
  }
  return counted;
}
