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
  let [percent, moveStop] = [0, false];
  const last = levels.at(-1);
  for (const level of levels) {
    percent += level.percent;
    moveStop ||= level.moveStop;
    const isLast = level === last;
    const part = isLast ? left : floorVolume(instrument, (volume * percent) / 100);
    const rest = floorVolume(instrument, left - part);
    if (!isLast && (part < instrument.minLot || rest < instrument.minLot)) continue;
    targets.push({ price: level.price, percent, moveStop, volume: part });
    left = rest;
    [percent, moveStop] = [0, false];
  }
  return targets;
}
