import { CandleDataError } from '@q/brokers';
import type { JudgedSeries } from './judged-series.js';
import { isOfValues, OUTSIDE, SOUND } from './row-problems.js';

/** A run tells of each row that it leaves out, of those that come at one time in one cycle: the bus takes more events of one cycle for a fault. */
const MOST_AT_ONCE = 90_000;

/** @throws CandleDataError where more rows come at one time, and cannot be used, than a cycle can tell of */
export function demandTellable({ series, verdicts, rows, sound }: JudgedSeries): void {
  // Nearly always there are not so many in all.
  if (rows - sound.openTime.length <= MOST_AT_ONCE) return;
  let [atOnce, most] = [0, 0];
  for (const verdict of verdicts) {
    if (verdict === OUTSIDE) continue;
    atOnce = verdict === SOUND || isOfValues(verdict) ? 0 : atOnce + 1;
    most = Math.max(most, atOnce);
  }
  if (most <= MOST_AT_ONCE) return;
  const problem = `${most} rows one after the other repeat a time or go back in time`;
  const file = series.symbol;
  throw new CandleDataError(`${problem}, more than ${MOST_AT_ONCE} are not told of: take them out`, { file });
}
