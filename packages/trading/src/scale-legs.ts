import { distanceInPrice } from './distance.js';
import type { CompleteRequest, Refusal, ScalingRules } from './entry-plan.js';
import { signOf } from './entry-plan.js';
import type { EntryPrice } from './entry-price.js';
import { limitAt } from './entry-price.js';
import { floorVolume, snapPrice } from './instrument-grid.js';
import { belowMinLot } from './size-entry.js';

/** One part of a scaled entry: its price, its order and its lots. */
export interface Leg extends Omit<EntryPrice, 'ok'> {
  readonly volume: number;
}

/**
 * The parts of a scaled entry of `volume` lots that can be traded: each floored to the lot grid, those below the smallest order left out.
 * The first is at the price of the decision, at the market; the others wait below it for a long entry, above it for a short one.
 */
export function scaleLegs(
  request: CompleteRequest,
  scaling: ScalingRules,
  volume: number,
): { readonly ok: true; readonly legs: readonly Leg[] } | Refusal {
  const { instrument, price } = request;
  const spacing =
    signOf(request.direction) * distanceInPrice({ value: scaling.spacing, unit: scaling.unit }, price, instrument);
  const wanted = sharesOf(scaling).map((share) => share * volume);
  const legs: Leg[] = [];
  for (const [place, lots] of wanted.entries()) {
    const part = floorVolume(instrument, lots);
    if (part < instrument.minLot) continue;
    if (place === 0) {
      legs.push({ entry: price, order: {}, volume: part });
      continue;
    }
    const priced = limitAt(request, snapPrice(instrument, price - place * spacing));
    if (!priced.ok) return priced;
    legs.push({ entry: priced.entry, order: priced.order, volume: part });
  }
  return legs.length === 0 ? belowMinLot(request, Math.max(...wanted)) : { ok: true, legs };
}

/** The part of the whole that each entry has; together 1. */
function sharesOf({ entries, sizes, ratios = [] }: ScalingRules): readonly number[] {
  const weights = Array.from({ length: entries }, (_, place) => {
    if (sizes === 'custom') return ratios[place] ?? 0;
    if (sizes === 'equal') return 1;
    return sizes === 'pyramid_up' ? place + 1 : entries - place;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
