import { decimal, multiply, roundedUnits } from './decimal.js';
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
  return equity * 100 <= levelPercent * used;
}
