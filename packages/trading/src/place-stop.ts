import { distanceInPrice } from './distance.js';
import { entryInput, inputNotReady } from './entry-inputs.js';
import type { EntryTerms } from './entry-costs.js';
import { lossPerLot, stopAtLoss } from './entry-costs.js';
import type { CompleteRequest, Refusal, StopRules } from './entry-plan.js';
import { readable, signOf } from './entry-plan.js';
import { snapPrice } from './instrument-grid.js';

/** `stopLoss` is a price on the tick grid; missing where the strategy has no stop, or none that stands before the size does. */
export type PlacedStop = { readonly ok: true; readonly stopLoss?: number } | Refusal;

type PriceStop = Exclude<StopRules, { type: 'monetary' }>;

/** The stop that follows from prices, measured from the price of the decision. `entry` is what it must be beyond. */
export function placePriceStop(request: CompleteRequest, entry: number): PlacedStop {
  const { sl } = request.risk;
  if (sl === undefined || sl.type === 'monetary') return { ok: true };
  const level = levelOf(sl, request);
  if (typeof level !== 'number') return level;
  return checkedStop(snapPrice(request.instrument, level), entry, signOf(request.direction));
}

/** A position, and the money that it may lose with all costs. */
export interface AmountAtStop {
  /** What the stop is measured from: the price of the decision, or the mean entry of a group. */
  readonly from: number;
  /** What it must be beyond. */
  readonly entry: number;
  readonly volume: number;
  /** Account currency. */
  readonly amount: number;
}

/** The stop at which a position has lost an amount, rounded towards the entry: never more than the amount. */
export function placeMoneyStop(terms: EntryTerms, { from, entry, volume, amount }: AmountAtStop): PlacedStop {
  const level = stopAtLoss(terms, from, amount / volume);
  if (level !== undefined) return checkedStop(level, entry, terms.sign);
  const costs = lossPerLot(terms, from, from) * volume;
  const message = `a stop at a loss of ${readable(amount)} ${terms.currency} leaves no room: ${volume} lots cost ${readable(costs)} to open and close`;
  return { ok: false, reason: 'invalid_stop', message, value: costs, limit: amount };
}

export function isBeyond(level: number, price: number, sign: number): boolean {
  return level > 0 && (level - price) * sign > 0;
}

function levelOf(stop: PriceStop, request: CompleteRequest): number | Refusal {
  const { price, instrument } = request;
  const sign = signOf(request.direction);
  if (stop.type === 'indicator') {
    const value = entryInput(request, stop.timeframe, stop.source);
    if (value === undefined) return inputNotReady('stop', stop.timeframe, stop.source);
    const level = value - sign * distanceInPrice({ value: stop.offset, unit: stop.unit }, value, instrument);
    return isBeyond(level, price, -sign) ? level : price - sign * instrument.pip;
  }
  // An activation at 0 is one at once: the stop begins at its step then, not at the entry.
  const value = stop.type === 'fixed' ? stop.value : stop.activation_price || stop.step;
  return price - sign * distanceInPrice({ value, unit: stop.unit }, price, instrument);
}

function checkedStop(stopLoss: number, entry: number, sign: 1 | -1): PlacedStop {
  if (isBeyond(stopLoss, entry, -sign)) return { ok: true, stopLoss };
  const side = sign > 0 ? 'below it and above 0' : 'above it';
  const message = `a stop loss of ${stopLoss} does not work for an entry at ${entry}: it must be ${side}`;
  return { ok: false, reason: 'invalid_stop', message, value: stopLoss, limit: entry };
}
