import type { CandlesAhead } from '@q/events';
import type { ServedSeries } from './served-series.js';

/**
 * Candles of several series that close in the same cycles, equally many of each: of those whose next ones close first, up to the next close of another
 * one. None where one of them is unsound or not in order, or they are not equally long.
 */
export function aheadTogether(
  all: readonly (ServedSeries | undefined)[],
  instant: number,
  most: number,
): readonly (CandlesAhead | undefined)[] | undefined {
  const releases = all.map((series) => series?.nextRelease(instant) ?? Infinity);
  const next = Math.min(...releases);
  const found: (CandlesAhead | undefined)[] = [];
  let periodMs = NaN;
  let count = most;
  for (let index = 0; index < all.length; index += 1) {
    const ahead = releases[index] === next ? all[index]?.ahead(instant, count) : undefined;
    found.push(ahead);
    if (releases[index] !== next) continue;
    if (ahead === undefined || (periodMs !== ahead.periodMs && !Number.isNaN(periodMs))) return undefined;
    ({ periodMs, count } = ahead);
  }
  for (const release of releases) if (release !== next) count = Math.min(count, Math.ceil((release - next) / periodMs));
  return found.map((ahead) => ahead && firstOf(ahead, count));
}

/** The first so many of them. */
export function firstOf(ahead: CandlesAhead, count: number): CandlesAhead {
  if (count === ahead.count) return ahead;
  const { strip, first, periodMs, cursor } = ahead;
  return { strip, first, count, periodMs, cursor };
}
