import type { Instrument } from '@q/events';
import type { PlannedTarget } from './entry-plan.js';
import { floorVolume } from './instrument-grid.js';
import type { TargetLevel } from './place-targets.js';

/**
 * Divides the lots of a position among its targets: each gets its percent of the whole, floored to the lot grid, and the last gets the rest,
 * so they make exactly `volume`. A part that cannot be traded, or that leaves a rest that cannot, joins the next target.
 */
export function splitVolume(
  instrument: Instrument,
  volume: number,
  levels: readonly TargetLevel[],
): readonly PlannedTarget[] {
  const targets: PlannedTarget[] = [];
  let left = volume;
  let joined = { percent: 0, moveStop: false };
  for (const [place, level] of levels.entries()) {
    joined = { percent: joined.percent + level.percent, moveStop: joined.moveStop || level.moveStop };
    const isLast = place === levels.length - 1;
    const part = isLast ? left : floorVolume(instrument, (volume * joined.percent) / 100);
    const rest = floorVolume(instrument, left - part);
    if (!isLast && (part < instrument.minLot || rest < instrument.minLot)) continue;
    targets.push({ price: level.price, ...joined, volume: part });
    left = rest;
    joined = { percent: 0, moveStop: false };
  }
  return targets;
}
