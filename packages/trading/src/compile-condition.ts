import type { CellValue, RowSchema } from '@q/events';
import type { BoundCondition } from './bind-condition.js';
import { bindCondition } from './bind-condition.js';
import type { StrategyView } from './strategy.js';
import type { Condition } from './strategy-schema.js';

/** A compiled rule: whether it holds, and how it came to that. */
export interface Rule {
  readonly holds: (view: StrategyView) => boolean;
  /** Every condition under it with the values it compared, for whoever asks why. */
  readonly explain: (view: StrategyView) => readonly ConditionOutcome[];
}

/** What became of one condition. `left` and `right` are `undefined` where they were not ready. */
export interface ConditionOutcome {
  readonly condition: Condition;
  readonly left: CellValue | undefined;
  readonly right: CellValue | undefined;
  readonly holds: boolean;
}

/** A closure for one condition: column names are looked up once for each row schema, not for each row. */
export function compileCondition(condition: Condition, timeframes: readonly string[]): Rule {
  const timeframe = timeframes.indexOf(condition.timeframe);
  const back = condition.lookback - 1;
  const change = CHANGES[condition.operator];
  let schema: RowSchema | undefined;
  let bound: BoundCondition | undefined;
  const bindTo = (next: RowSchema): void => {
    schema = next;
    bound = bindCondition(condition, next, timeframe);
  };
  const holds = (view: StrategyView): boolean => {
    const row = view.at(timeframe, back);
    if (row === undefined) return false;
    if (row.schema !== schema) bindTo(row.schema);
    if (bound === undefined) return false;
    const { confidence } = bound;
    if (confidence !== undefined && !(confidence(row, view, back) >= (condition.required_confidence ?? 0)))
      return false;
    const { left, right, compare } = bound;
    const isSo = compare(left.now(row, view, back), right.now(row, view, back));
    if (change === undefined || !isSo) return isSo;
    const leftBefore = left.before(row, view, back);
    const rightBefore = right.before(row, view, back);
    const wasSo = compare(leftBefore, rightBefore);
    return change === 'remains' ? wasSo : !wasSo && !Number.isNaN(leftBefore) && !Number.isNaN(rightBefore);
  };
  const explain = (view: StrategyView): readonly ConditionOutcome[] => {
    const outcome = holds(view);
    const row = view.at(timeframe, back);
    const { left, right } = row === undefined || bound === undefined ? { left: undefined, right: undefined } : bound;
    const shown = (side: typeof left): CellValue | undefined =>
      row === undefined ? undefined : side?.shown(side.now(row, view, back));
    return [{ condition, left: shown(left), right: shown(right), holds: outcome }];
  };
  return { holds, explain };
}

/**
 * What an operator asks of the close before. To begin is to be so now and known not to be so then: standing on the line counts as not above
 * it and not below it.
 */
const CHANGES: Readonly<Partial<Record<Condition['operator'], 'begins' | 'remains'>>> = {
  crosses_above: 'begins',
  crosses_below: 'begins',
  changes_to: 'begins',
  remains: 'remains',
};
