import type { Market } from './market.js';
import { MINOR_PER_POINT } from './market.js';
import type { JobResult } from './plain-job.js';
import { BALANCE, commissionMinor, FAST, SLOW } from './plain-job.js';

/**
 * The floor: the job as a hand-written loop over columns. Long on a cross upwards, flat on a cross downwards, one lot, at the next open, money in minor
 * units.
 */
export function floorLoop({ columns, minorPerUnit }: Market): JobResult {
  const { open, close, length } = columns;
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  let [fastSum, slowSum, balance, entry, trades] = [0, 0, BALANCE * minorPerUnit, NaN, 0];
  let [wantsIn, wantsOut, before] = [false, false, NaN];
  for (let row = 0; row < length; row += 1) {
    if (wantsIn) {
      entry = at(open, row);
      balance -= commissionMinor(entry);
    }
    if (wantsOut) {
      const exit = at(open, row);
      balance += (exit - entry) * MINOR_PER_POINT - commissionMinor(exit);
      entry = NaN;
      trades += 1;
    }
    const price = at(close, row);
    fastSum += price - (row >= FAST ? at(close, row - FAST) : 0);
    slowSum += price - (row >= SLOW ? at(close, row - SLOW) : 0);
    // Compared as whole numbers: fast mean against slow mean, without division.
    const difference = row < SLOW - 1 ? NaN : fastSum * (SLOW / FAST) - slowSum;
    wantsIn = before <= 0 && difference > 0 && Number.isNaN(entry);
    wantsOut = before >= 0 && difference < 0 && !Number.isNaN(entry);
    before = difference;
  }
  const openProfit = Number.isNaN(entry) ? 0 : (at(close, length - 1) - entry) * MINOR_PER_POINT;
  return { trades, balance, equity: balance + openProfit };
}
