import type { DistanceUnit } from './distance.js';
import { distanceInPrice } from './distance.js';
import { entryInput, inputNotReady } from './entry-inputs.js';
import type { CompleteRequest, PlannedTarget, Refusal, TargetRules } from './entry-plan.js';
import { signOf } from './entry-plan.js';
import { snapPrice } from './instrument-grid.js';
import { isBeyond } from './place-stop.js';

/** A target before its volume is known. */
export type TargetLevel = Omit<PlannedTarget, 'volume'>;

export interface TargetQuestion {
  /** What every target must be beyond: the dearest price that is entered at. */
  readonly entry: number;
  /** Where a ratio of reward to risk is measured from: the entry, or the mean entry of a group. */
  readonly mean: number;
  readonly stopLoss: number | undefined;
}

type Levels = { readonly ok: true; readonly levels: readonly TargetLevel[] } | Refusal;

const NO_TARGETS: Levels = { ok: true, levels: [] };

/** The target prices of an entry, nearest first; none where the strategy has no target. Distances are from the price of the decision. */
export function placeTargets(request: CompleteRequest, question: TargetQuestion): Levels {
  const { direction, instrument, risk } = request;
  if (risk.tp === undefined) return NO_TARGETS;
  const found = levelsOf(risk.tp, request, question);
  if (!found.ok) return found;
  const levels = found.levels.map(({ price, percent, moveStop }) => {
    return { price: snapPrice(instrument, price), percent, moveStop };
  });
  const wrong = levels.find(({ price }) => !isBeyond(price, question.entry, signOf(direction)));
  return wrong === undefined ? { ok: true, levels } : invalidTarget(wrong.price, question.entry, direction);
}

function levelsOf(target: TargetRules, request: CompleteRequest, { mean, stopLoss }: TargetQuestion): Levels {
  const { price, instrument } = request;
  const sign = signOf(request.direction);
  const whole = (level: number): Levels => ({ ok: true, levels: [{ price: level, percent: 100, moveStop: false }] });
  const at = (value: number, unit: DistanceUnit, of = price): number =>
    of + sign * distanceInPrice({ value, unit }, of, instrument);
  switch (target.type) {
    case 'fixed':
      return whole(at(target.value, target.unit));
    case 'multi_target':
      return {
        ok: true,
        levels: target.targets.map((one) => ({
          price: at(one.value, target.unit),
          percent: one.percent,
          moveStop: one.move_stop,
        })),
      };
    case 'indicator': {
      const value = entryInput(request, target.timeframe, target.source);
      if (value === undefined) return inputNotReady('target', target.timeframe, target.source);
      return whole(at(target.offset, target.unit, value));
    }
    case 'rr':
      if (stopLoss === undefined)
        throw new Error('a ratio of reward to risk needs a stop: parse the rules with strategyDefinitionSchema');
      return whole(mean + target.value * (mean - stopLoss));
  }
}

function invalidTarget(price: number, entry: number, direction: CompleteRequest['direction']): Refusal {
  const side = direction === 'long' ? 'above it' : 'below it and above 0';
  const message = `a take profit of ${price} does not work for an entry at ${entry}: it must be ${side}`;
  return { ok: false, reason: 'invalid_target', message, value: price, limit: entry };
}
