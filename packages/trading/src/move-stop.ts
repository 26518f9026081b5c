import type { Direction, Instrument, TrailingStop } from '@q/events';
import { snapPrice } from './instrument-grid.js';

export interface StopQuestion {
  readonly direction: Direction;
  readonly instrument: Instrument;
  readonly entryPrice: number;
  /** Where the stop stands. */
  readonly stop: number;
}

/** The stop at the entry price, `undefined` where it is there already or better. */
export function breakEvenStop({ direction, instrument, entryPrice, stop }: StopQuestion): number | undefined {
  return better(direction, snapPrice(instrument, entryPrice), stop);
}

/**
 * Where a trailing stop belongs: `distance` behind the best price once the profit has reached `activation` to half a tick, never beyond a profit of
 * `cap`, on the tick grid. `undefined` where it does not move; it never moves back.
 * @param best the best price since the entry: the highest high of a long position, the lowest low of a short one
 */
export function trailedStop(
  { direction, instrument, entryPrice, stop }: StopQuestion,
  { distance, activation, cap = Infinity }: TrailingStop,
  best: number,
): number | undefined {
  const sign = direction === 'long' ? 1 : -1;
  const profit = (best - entryPrice) * sign;
  if (profit < activation - instrument.tickSize / 2) return undefined;
  const level = entryPrice + sign * Math.min(profit - distance, cap);
  return better(direction, snapPrice(instrument, level), stop);
}

function better(direction: Direction, level: number, stop: number): number | undefined {
  return (direction === 'long' ? level > stop : level < stop) ? level : undefined;
}
