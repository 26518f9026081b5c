import type { Market } from './market.js';
import { MINOR_PER_POINT } from './market.js';

/** The averages that cross, candles. */
export const [FAST, SLOW] = [10, 30];
/** Of the value of each fill. */
export const COMMISSION_PERCENT = 0.1;
/** In whole units of the account's currency: more than the job can lose. */
export const BALANCE = 1_000_000_000;

/** What came of the job, which must agree before a speed counts: closed trades, and money in minor units. */
export interface JobResult {
  readonly trades: number;
  readonly balance: number;
  /** With what an open position would bring at the last close. */
  readonly equity: number;
}

/** Prices at which a position of one lot was opened and, where it was, closed. */
export type Trade = readonly [entry: number, exit: number | undefined];

/** Commission of a fill of one lot in minor units, half a unit away from zero: a tenth of the points, which floating point holds where it is a half. */
export function commissionMinor(points: number): number {
  return Math.round((points * MINOR_PER_POINT) / 1_000);
}

/** The money of an engine's trades, where the engine itself counts no money or counts it in another way. */
export function settle({ minorPerUnit, columns }: Market, trades: readonly Trade[]): JobResult {
  let [balance, closed, open] = [BALANCE * minorPerUnit, 0, 0];
  for (const [entry, exit] of trades) {
    balance -= commissionMinor(entry);
    if (exit === undefined) {
      open += ((columns.close[columns.length - 1] ?? NaN) - entry) * MINOR_PER_POINT;
      continue;
    }
    balance += (exit - entry) * MINOR_PER_POINT - commissionMinor(exit);
    closed += 1;
  }
  return { trades: closed, balance, equity: balance + open };
}

export function agree(left: JobResult, right: JobResult): boolean {
  return left.trades === right.trades && left.balance === right.balance && left.equity === right.equity;
}
