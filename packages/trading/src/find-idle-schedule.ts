import type { Instrument } from '@q/events';
import { byLength } from '@q/events';
import type { StrategyProblem } from './find-strategy-problems.js';
import { compileSchedule } from './schedule.js';
import { sessionBucket } from './session-bucket.js';
import type { StrategyDefinition } from './strategy-schema.js';

/** A leap year: every day of a year, and both changes of the clocks. */
const YEAR = { from: Date.UTC(2024, 0, 1), until: Date.UTC(2025, 0, 1) };

/** When a market is open. */
export interface MarketHours {
  /** Whether it is open at an instant, ms UTC. */
  readonly isOpen: (instant: number) => boolean;
  /** Where the days of its candles begin and end. */
  readonly session: Instrument['session'];
}

/**
 * A schedule in whose hours no candle of the strategy's lowest timeframe closes while its market is open: it would never enter, because that is when it
 * is asked. Tried with every close of a year.
 */
export function findIdleSchedule(
  { activation: { schedule }, timeframes }: StrategyDefinition,
  { isOpen, session }: MarketHours,
): readonly StrategyProblem[] {
  const [lowest] = [...timeframes].sort(byLength);
  if (schedule === undefined || lowest === undefined) return [];
  const isOnDuty = compileSchedule(schedule);
  const bucket = sessionBucket(lowest, session);
  let hasDuty = false;
  let close = YEAR.from;
  for (let open = bucket.openTimeOf(close - 1); close < YEAR.until; open = close) {
    close = bucket.closeTimeOf(open);
    if (!isOnDuty(close)) continue;
    hasDuty = true;
    if (isOpen(open) || isOpen(close - 1)) return [];
  }
  const hours = `${schedule.hours ?? 'all day'} ${schedule.time_zone}`;
  const message = hasDuty
    ? `it never enters: the market is closed whenever its schedule is open (${hours})`
    : `it never enters: no candle of its lowest timeframe, ${lowest}, closes within its schedule (${hours})`;
  return [{ path: ['activation', 'schedule'], message }];
}
