import type { EntryPlan, CompleteRequest } from './entry-plan.js';
import type { EntryTerms } from './entry-costs.js';
import { lossPerLot } from './entry-costs.js';
import { trailingStop } from './trail-stop.js';

/** A position whose stop is known. */
export interface PlacedEntry {
  readonly entry: number;
  readonly volume: number;
  readonly stopLoss: number | undefined;
}

const UNPROTECTED: Pick<EntryPlan, 'stopLoss'> = {};

/** The part of a plan that follows from its stop; nothing where there is none. */
export function protection(
  request: CompleteRequest,
  terms: EntryTerms,
  { entry, volume, stopLoss }: PlacedEntry,
): Pick<EntryPlan, 'stopLoss' | 'trailing' | 'risk'> {
  if (stopLoss === undefined) return UNPROTECTED;
  const trailing = trailingStop(request, Math.abs(entry - stopLoss));
  const risk = lossPerLot(terms, entry, stopLoss) * volume;
  return trailing === undefined ? { stopLoss, risk } : { stopLoss, trailing, risk };
}
