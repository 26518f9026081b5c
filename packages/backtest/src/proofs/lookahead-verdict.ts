import type { Decision } from './decision.js';
import { differingDecisions } from './differing-decisions.js';

/**
 * What the other run had otherwise. `removed`: no candles after the cut. `changed`: other prices after it. `moved`: the same candles 28 years
 * later, which finds a strategy that looks up its own copy of the data by time. `repeated`: nothing, which finds one that remembers a former run.
 */
export type LookaheadMethod = 'removed' | 'changed' | 'moved' | 'repeated';

export interface LookaheadViolation {
  readonly method: LookaheadMethod;
  /** The last close that the other run shared with the whole one, ms UTC; of `moved` and `repeated` the instant of the decision. */
  readonly cutAt: number;
  readonly symbol: string;
  readonly strategy: string;
  /** What it decided with all candles, `undefined` where it decided nothing. */
  readonly whole: Decision | undefined;
  /** What it decided in the other run. */
  readonly truncated: Decision | undefined;
}

export interface LookaheadVerdict {
  readonly ok: boolean;
  readonly checkedCuts: number;
  /** Decisions of the whole run, each compared in every run that came so far. */
  readonly decisions: number;
  readonly violations: readonly LookaheadViolation[];
}

/** What differs among the decisions up to the cut. */
export function differencesAtCut(
  method: LookaheadMethod,
  cutAt: number,
  whole: readonly Decision[],
  other: readonly Decision[],
): readonly LookaheadViolation[] {
  const upTo = (decisions: readonly Decision[]): readonly Decision[] => decisions.filter(({ at }) => at <= cutAt);
  return differingDecisions(upTo(whole), upTo(other)).map(({ other: truncated, ...rest }) => ({
    method,
    cutAt,
    ...rest,
    truncated,
  }));
}

/** What differs in the whole run. */
export function differencesOfRun(
  method: LookaheadMethod,
  whole: readonly Decision[],
  other: readonly Decision[],
): readonly LookaheadViolation[] {
  return differingDecisions(whole, other).map(({ other: truncated, ...rest }) => ({
    method,
    cutAt: (rest.whole ?? truncated)?.at ?? NaN,
    ...rest,
    truncated,
  }));
}
