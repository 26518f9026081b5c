import { completeRequest } from './complete-risk.js';
import type { CompleteRequest, EntryPlan, EntryRequest, Planned } from './entry-plan.js';
import type { EntryTerms } from './entry-costs.js';
import { entryTerms } from './entry-costs.js';
import { entryPrice } from './entry-price.js';
import type { PlacedStop } from './place-stop.js';
import { placeMoneyStop, placePriceStop } from './place-stop.js';
import { placeTargets } from './place-targets.js';
import { protection } from './protect-entry.js';
import { sizeEntry } from './size-entry.js';
import { splitVolume } from './split-volume.js';

export type * from './entry-plan.js';

/**
 * Size, stop, targets and trailing of one order; `scaling` is left to `planScaledEntry`. A size is never rounded up, and what it loses
 * at its stop, costs included, is never more than was asked for. What cannot be traded is an answer, not an error.
 * @throws Error where the account currency cannot be reckoned with, or the rules are not what a strategy file may say
 */
export function planEntry(asked: EntryRequest): Planned {
  const request = completeRequest(asked);
  const { instrument } = request;
  const terms = entryTerms(request);
  const priced = entryPrice(request);
  if (!priced.ok) return priced;
  const { entry } = priced;
  const byPrice = placePriceStop(request, entry);
  if (!byPrice.ok) return byPrice;
  const sized = sizeEntry(request, terms, { entry, stopLoss: byPrice.stopLoss });
  if (!sized.ok) return sized;
  const { volume } = sized;
  const stop = withMoneyStop(request, terms, { entry, volume, byPrice });
  if (!stop.ok) return stop;
  const placed = placeTargets(request, { entry, mean: entry, stopLoss: stop.stopLoss });
  if (!placed.ok) return placed;
  const targets = splitVolume(instrument, volume, placed.levels);
  const { limitPrice, stopPrice, timeInForce, expiresAfterMs } = priced.order;
  const { stopLoss, trailing, risk } = protection(request, terms, { entry, volume, stopLoss: stop.stopLoss });
  // One after the other: an object that is put together of parts costs many times as much.
  const plan: Writable<EntryPlan> = { volume, targets };
  if (limitPrice !== undefined) plan.limitPrice = limitPrice;
  if (stopPrice !== undefined) plan.stopPrice = stopPrice;
  if (timeInForce !== undefined) plan.timeInForce = timeInForce;
  if (expiresAfterMs !== undefined) plan.expiresAfterMs = expiresAfterMs;
  if (stopLoss !== undefined) plan.stopLoss = stopLoss;
  if (trailing !== undefined) plan.trailing = trailing;
  if (risk !== undefined) plan.risk = risk;
  return { ok: true, plan };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Measured from the price of the decision, or from the entry where that is dearer: it never loses more. */
function withMoneyStop(
  { risk: { sl }, price }: CompleteRequest,
  terms: EntryTerms,
  { entry, volume, byPrice }: { readonly entry: number; readonly volume: number; readonly byPrice: PlacedStop },
): PlacedStop {
  if (sl?.type !== 'monetary') return byPrice;
  const from = terms.sign > 0 ? Math.max(price, entry) : Math.min(price, entry);
  return placeMoneyStop(terms, { entry, volume, from, amount: sl.value });
}
