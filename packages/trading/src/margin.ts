import { decimal, multiply, roundedUnits, subtract } from './decimal.js';
import type { ValuedVolume } from './exact-value.js';
import { exactValue } from './exact-value.js';
import { currencyDecimals } from './money.js';

/** Money that a position binds, in minor units, exact up to one rounding, half away from zero: its value at the entry price / leverage. */
export function marginMinor(position: ValuedVolume, leverage: number): number {
  const { value, over } = exactValue(position);
  return Number(roundedUnits(value, currencyDecimals(position.currency), multiply(over, decimal(leverage))));
}

/** Whether equity is at or below so many percent of the margin in use, both in minor units. */
export function isAtLevel(equity: number, used: number, levelPercent: number): boolean {
  const [worth, limit] = [equity * 100, levelPercent * used];
  // Beside the level floating point is right. At the level itself its last bits would decide: 33.3 * 3,000 is less than 99,900.
  if (Math.abs(worth - limit) > limit * 1e-9) return worth < limit;
  return subtract(multiply(decimal(equity), HUNDRED), multiply(decimal(levelPercent), decimal(used))).units <= 0;
}

const HUNDRED = decimal(100);
