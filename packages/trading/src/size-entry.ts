import { entryInput, inputNotReady } from './entry-inputs.js';
import type { EntryTerms } from './entry-costs.js';
import { lossPerLot, NO_COSTS } from './entry-costs.js';
import type { CompleteRequest, Refusal, SizingRules } from './entry-plan.js';
import { readable } from './entry-plan.js';
import { floorVolume } from './instrument-grid.js';

/** Where the position will stand: prices on the tick grid. */
export interface EntryLevels {
  readonly entry: number;
  /** Missing where there is none, or where it follows from the size. */
  readonly stopLoss: number | undefined;
}

export type Sized = { readonly ok: true; readonly volume: number } | Refusal;

/** Lots of an entry on the lot grid: never rounded up, refused where they are less or more than an order may have. */
export function sizeEntry(request: CompleteRequest, terms: EntryTerms, levels: EntryLevels): Sized {
  const { instrument } = request;
  const wanted = wantedLots(request, terms, levels);
  if (!wanted.ok) return wanted;
  const { volume: lots } = wanted;
  const volume = floorVolume(instrument, lots);
  if (volume < instrument.minLot) return belowMinLot(request, lots);
  if (volume > instrument.maxLot) {
    const message = `${readable(lots)} lots of ${instrument.symbol} are above the largest order of ${instrument.maxLot}`;
    return { ok: false, reason: 'max_position_size', message, value: lots, limit: instrument.maxLot };
  }
  return { ok: true, volume };
}

export function belowMinLot({ instrument: { symbol, minLot } }: CompleteRequest, lots: number): Refusal {
  const message = `${readable(lots)} lots of ${symbol} are below the smallest order of ${minLot}`;
  return { ok: false, reason: 'below_min_lot', message, value: lots, limit: minLot };
}

/** The size as the strategy has it, off the grid. */
function wantedLots(request: CompleteRequest, terms: EntryTerms, { entry, stopLoss }: EntryLevels): Sized {
  const sizing = request.risk.position_sizing;
  if (sizing.type === 'fixed') return { ok: true, volume: sizing.value };
  const equity = request.account?.equity;
  if (equity === undefined) return noEquity(sizing);
  const amount = (equity * sizing.value) / 100;
  if (amount <= 0) return nothingLeft(equity, terms.currency);
  if (sizing.type === 'percentage') return { ok: true, volume: amount / worthPerLot(terms, entry) };
  if (sizing.type === 'risk') return { ok: true, volume: amount / lossPerLot(terms, entry, demanded(stopLoss)) };
  const timeframe = demandedTimeframe(sizing.timeframe ?? request.lowestTimeframe);
  const movement = entryInput(request, timeframe, sizing.source);
  if (movement === undefined) return inputNotReady('size', timeframe, sizing.source);
  if (movement <= 0) return noMovement(sizing.source, movement);
  const moved = entry - terms.sign * sizing.multiplier * movement;
  return { ok: true, volume: amount / lossPerLot({ ...terms, costs: NO_COSTS }, entry, moved) };
}

/** What one lot is worth in account currency. */
function worthPerLot({ instrument, rate }: EntryTerms, entry: number): number {
  return instrument.contractSize * (rate === undefined ? 1 : entry * rate);
}

function noEquity({ type, value }: SizingRules): Refusal {
  const message = `a size of type ${type} is ${value} percent of the equity, which is not known yet: wait for the account`;
  return { ok: false, reason: 'input_not_ready', message };
}

function nothingLeft(equity: number, currency: string): Refusal {
  const message = `an equity of ${equity} ${currency} leaves nothing to enter with`;
  return { ok: false, reason: 'below_min_lot', message, value: equity, limit: 0 };
}

function noMovement(source: string, value: number): Refusal {
  const message = `"${source}" is ${value}, and a size follows from a movement above 0 only`;
  return { ok: false, reason: 'input_not_ready', message, value, limit: 0 };
}

/** @throws Error where rules were planned that the schema refuses */
function demanded(stopLoss: number | undefined): number {
  if (stopLoss === undefined)
    throw new Error('size by risk needs a stop: parse the rules with strategyDefinitionSchema');
  return stopLoss;
}

/** @throws Error where the caller left it out */
function demandedTimeframe(timeframe: string | undefined): string {
  if (timeframe === undefined) throw new Error('a size by volatility without a timeframe needs lowestTimeframe');
  return timeframe;
}
