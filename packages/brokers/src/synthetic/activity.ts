import type { Instrument } from '@q/events';

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1_440;

/** How lively each hour of the UTC day is: a quiet Asian night, London from 7, New York from 13, quiet again after 20. */
const HOURS = [
  0.55, 0.55, 0.5, 0.5, 0.5, 0.6, 0.85, 1.2, 1.35, 1.2, 1.05, 1, 1.2, 1.6, 1.7, 1.55, 1.25, 0.95, 0.8, 0.75, 0.65, 0.5,
  0.4, 0.45,
];
/** What never closes has the same hours, less marked. */
const ALWAYS_SHARE = 0.4;

/** Factors of volatility by minute of the day, whose mean square is 1, so that they move volatility without adding any. */
export function activityOf(session: Instrument['session']): (openTime: number) => number {
  const share = session === 'fx' ? 1 : ALWAYS_SHARE;
  const factors = Float64Array.from({ length: MINUTES_A_DAY }, (_, minute) => 1 + share * (hourly(minute) - 1));
  const scale = 1 / Math.sqrt(factors.reduce((sum, factor) => sum + factor * factor, 0) / MINUTES_A_DAY);
  return (openTime) => (factors[Math.floor(openTime / MINUTE_MS) % MINUTES_A_DAY] ?? 1) * scale;
}

/** Straight between the middles of two hours. */
function hourly(minute: number): number {
  const place = minute / 60 + HOURS.length - 0.5;
  const hour = Math.floor(place);
  const share = place - hour;
  return (HOURS[hour % HOURS.length] ?? 1) * (1 - share) + (HOURS[(hour + 1) % HOURS.length] ?? 1) * share;
}
