import type { Direction } from '@q/events';
import type { Rule } from './compile-condition.js';
import { compileRules } from './compile-rules.js';
import { parseDuration } from './duration.js';
import type { HeldPosition, Signal, StrategyView } from './strategy.js';
import type { ExitRules } from './strategy-schema.js';

/** Why to leave a position now; `undefined` where there is no reason to. */
export type ExitTest = (view: StrategyView) => Signal['reason'];

export interface CompiledExit {
  readonly rules: Rule;
  readonly test: ExitTest;
  /** Whether more than its rules decides: the age of a position, or what it has gained. */
  readonly looksAtPosition: boolean;
}

/**
 * Exits by rules, by age and by melting profit. In the modes any and complex each of them is enough; in mode all the rules and
 * `max_duration` must come together. Before `min_duration` only stop and target close a position.
 */
export function compileExit(exit: ExitRules, direction: Direction, timeframes: readonly string[]): CompiledExit {
  const rules = compileRules(exit, timeframes);
  const maxAge = exit.time_based?.max_duration === undefined ? undefined : parseDuration(exit.time_based.max_duration);
  const minAge = parseDuration(exit.time_based?.min_duration ?? '') ?? 0;
  const needsBoth = exit.mode === 'all' && (exit.conditions?.length ?? 0) > 0 && maxAge !== undefined;
  const lowest = lowestOf(timeframes);
  const looksAtPosition = exit.time_based !== undefined || exit.profit_guard !== undefined;
  if (!looksAtPosition)
    return { rules, looksAtPosition, test: (view) => (rules.holds(view) ? 'exit_signal' : undefined) };
  const test: ExitTest = (view) => {
    const position = view.position(direction);
    const row = view.at(lowest, 0);
    const age = position === undefined || row === undefined ? undefined : row.closeTime - position.openedAt;
    if (age !== undefined && age < minAge) return undefined;
    const isOld = maxAge !== undefined && age !== undefined && age >= maxAge;
    if (needsBoth) return isOld && rules.holds(view) ? 'exit_signal' : guarded(exit, view, position, lowest);
    if (rules.holds(view)) return 'exit_signal';
    return isOld ? 'time_exit' : guarded(exit, view, position, lowest);
  };
  return { rules, test, looksAtPosition };
}

/** Whether the open profit has melted by more than the guard allows. */
function guarded(
  { profit_guard: guard }: ExitRules,
  view: StrategyView,
  position: HeldPosition | undefined,
  lowest: number,
): Signal['reason'] {
  if (guard === undefined || position === undefined) return undefined;
  const close = view.at(lowest, 0)?.value('close');
  if (typeof close !== 'number') return undefined;
  const sign = position.direction === 'long' ? 1 : -1;
  const best = (position.bestPrice - position.entryPrice) * sign;
  const lost = (position.bestPrice - close) * sign;
  if (best <= 0) return undefined;
  const { max_drawdown: share, trailing } = guard;
  const melted = share !== undefined && (lost / best) * 100 > share;
  const fellBack = trailing !== undefined && lost > trailing * position.pip && best > 0;
  return melted || fellBack ? 'profit_guard' : undefined;
}

/** Place of the shortest timeframe: the one whose close a strategy is evaluated on. */
function lowestOf(timeframes: readonly string[]): number {
  const lengths = timeframes.map((timeframe) => (timeframe === '1d' ? 1_440 : Number(timeframe)));
  return lengths.indexOf(Math.min(...lengths));
}
