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
  const test = TESTS[condition.operator] ?? plain;
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
    return test(compare, { left: left.now(row, view, back), right: right.now(row, view, back) }, () => ({
      left: left.before(row, view, back),
      right: right.before(row, view, back),
    }));
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

interface Moment {
  readonly left: number;
  readonly right: number;
}

type Test = (compare: BoundCondition['compare'], now: Moment, before: () => Moment) => boolean;

const plain: Test = (compare, { left, right }) => compare(left, right);

/** So now, and known not to be so at the close before: standing on the line counts as not above it and not below it. */
const begins: Test = (compare, now, before) => {
  if (!compare(now.left, now.right)) return false;
  const { left, right } = before();
  return !Number.isNaN(left) && !Number.isNaN(right) && !compare(left, right);
};

const remains: Test = (compare, now, before) => {
  if (!compare(now.left, now.right)) return false;
  const { left, right } = before();
  return compare(left, right);
};

const TESTS: Readonly<Partial<Record<Condition['operator'], Test>>> = {
  crosses_above: begins,
  crosses_below: begins,
  changes_to: begins,
  remains,
};
