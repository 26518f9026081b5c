import { completeRequest } from './complete-risk.js';
import type { CompleteRequest, EntryPlan, EntryRequest, Refusal } from './entry-plan.js';
import type { EntryTerms } from './entry-costs.js';
import { entryTerms, lossByPrice } from './entry-costs.js';
import type { PlacedStop } from './place-stop.js';
import { isBeyond, placeMoneyStop, placePriceStop } from './place-stop.js';
import { placeTargets } from './place-targets.js';
import { protection } from './protect-entry.js';
import type { Leg } from './scale-legs.js';
import { floorVolume } from './instrument-grid.js';
import { scaleLegs } from './scale-legs.js';
import { sizeEntry } from './size-entry.js';
import { splitVolume } from './split-volume.js';

/** Several orders that are one entry. */
export interface ScaledPlan {
  /** The first is a market order where it is large enough to be traded, the others are limit orders, nearest first. */
  readonly legs: readonly EntryPlan[];
  /** Lots of all legs. */
  readonly volume: number;
  /** Mean entry price of all legs, weighted by their lots; off the tick grid. */
  readonly averageEntry: number;
  /** The stop of all legs. */
  readonly stopLoss?: number;
  /** Account currency that all legs together lose at the stop, costs included: never more than `plannedRisk`. */
  readonly risk?: number;
  /** Account currency: the group's or the stop's amount, or what the entry in one piece loses by price at its own stop. */
  readonly plannedRisk?: number;
}

export type PlannedScaled = { readonly ok: true; readonly plan: ScaledPlan } | Refusal;

/**
 * The entry of a strategy with `scaling`: the size of the entry in one piece, divided, with one stop that keeps its risk.
 * @throws Error where the rules have no `scaling`, and as `planEntry`
 */
export function planScaledEntry(asked: EntryRequest): PlannedScaled {
  const request = completeRequest(asked);
  const { scaling } = request.risk;
  if (scaling === undefined) throw new Error('this entry is not scaled: plan it with planEntry');
  const terms = entryTerms(request);
  const { price } = request;
  const byPrice = placePriceStop(request, price);
  if (!byPrice.ok) return byPrice;
  const sized = sizeEntry(request, terms, { entry: price, stopLoss: byPrice.stopLoss });
  if (!sized.ok) return sized;
  const scaled = scaleLegs(request, scaling, sized.volume);
  if (!scaled.ok) return scaled;
  const plannedRisk = riskOf(request, terms, { volume: sized.volume, stopLoss: byPrice.stopLoss });
  return planLegs(request, terms, { legs: scaled.legs, plannedRisk });
}

/** The amount that the group may lose; `undefined` where it has no stop. */
function riskOf(
  { risk: { sl, scaling }, price }: CompleteRequest,
  terms: EntryTerms,
  whole: { readonly volume: number; readonly stopLoss: number | undefined },
): number | undefined {
  if (whole.stopLoss !== undefined) return lossByPrice(terms, Math.abs(price - whole.stopLoss), whole.volume);
  return scaling?.group_risk ?? (sl?.type === 'monetary' ? sl.value : undefined);
}

interface Group {
  readonly legs: readonly Leg[];
  readonly plannedRisk: number | undefined;
}

function planLegs(request: CompleteRequest, terms: EntryTerms, { legs, plannedRisk }: Group): PlannedScaled {
  const { instrument } = request;
  const volume = floorVolume(
    instrument,
    legs.reduce((sum, leg) => sum + leg.volume, 0),
  );
  const mean = legs.reduce((sum, leg) => sum + leg.entry * leg.volume, 0) / volume;
  const stop: PlacedStop =
    plannedRisk === undefined
      ? { ok: true }
      : placeMoneyStop(terms, { from: mean, entry: mean, volume, amount: plannedRisk });
  if (!stop.ok) return stop;
  const { stopLoss } = stop;
  const late = legs.find(({ entry }) => stopLoss !== undefined && !isBeyond(stopLoss, entry, -terms.sign));
  if (late !== undefined && stopLoss !== undefined) return legBeyondStop(late.entry, stopLoss);
  const entries = [request.price, ...legs.map((leg) => leg.entry)];
  const dearest = terms.sign > 0 ? Math.max(...entries) : Math.min(...entries);
  const targets = placeTargets(request, { entry: dearest, mean, stopLoss });
  if (!targets.ok) return targets;
  const plans = legs.map((leg): EntryPlan => ({
    volume: leg.volume,
    ...leg.order,
    ...protection(request, terms, { ...leg, stopLoss }),
    targets: splitVolume(instrument, leg.volume, targets.levels),
  }));
  const risk = plans.reduce((sum, plan) => sum + (plan.risk ?? 0), 0);
  const atStop = stopLoss === undefined || plannedRisk === undefined ? {} : { stopLoss, risk, plannedRisk };
  return { ok: true, plan: { legs: plans, volume, averageEntry: mean, ...atStop } };
}

function legBeyondStop(entry: number, stopLoss: number): Refusal {
  const message = `an entry at ${entry} would be at or beyond the stop of its group at ${stopLoss}: set entries nearer, or risk more`;
  return { ok: false, reason: 'invalid_stop', message, value: stopLoss, limit: entry };
}
