import type { CellValue, RowSchema } from '@q/events';
import type { BoundCondition, CellRef } from './bind-condition.js';
import { bindCondition } from './bind-condition.js';
import type { ConditionScan, RowRange, RowSearch, Wanted } from './scan-condition.js';
import { followsRows, KnownRows, reachOf } from './scan-condition.js';
import type { StrategyView } from './strategy.js';
import type { Condition } from './strategy-schema.js';

/** A compiled rule: whether it holds, and how it came to that. */
export interface Rule {
  readonly holds: (view: StrategyView) => boolean;
  /** Every condition under it with the values it compared, for whoever asks why. */
  readonly explain: (view: StrategyView) => readonly ConditionOutcome[];
  /** The first of the rows that are searched on which it holds, or fails, or else their end. Rows of other timeframes are as they are now. */
  readonly first: (search: RowSearch, wanted: Wanted) => number;
  /** Rows before a range of such columns that it looks at. */
  readonly reach: (range: RowRange) => number;
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
  const requiredConfidence = condition.required_confidence ?? 0;
  let schema: RowSchema | undefined;
  let bound: BoundCondition | undefined;
  let scanOf: ConditionScan | undefined;
  let furthest = 0;
  const [holding, failing] = [new KnownRows('holds'), new KnownRows('fails')];
  const bindTo = (next: RowSchema): void => {
    if (next === schema) return;
    schema = next;
    bound = bindCondition(condition, next);
    scanOf =
      bound === undefined ? undefined : { bound, back, change, requiredConfidence, followsRows: followsRows(bound) };
    furthest = scanOf === undefined ? 0 : reachOf(scanOf);
  };
  /** A cell as the condition sees it, which looks at the row `back` closes before the newest. */
  const cell = ({ constant, shift, column }: CellRef, view: StrategyView): number =>
    constant === undefined ? view.cell(timeframe, back + shift, column) : (constant[0] as number);
  const holds = (view: StrategyView): boolean => {
    const present = view.schema(timeframe, back);
    if (present === undefined) return false;
    bindTo(present);
    if (bound === undefined) return false;
    const { left, right, compare, confidence } = bound;
    if (confidence !== undefined && !(cell(confidence, view) >= requiredConfidence)) return false;
    const isSo = compare(cell(left.now, view), cell(right.now, view));
    if (change === undefined || !isSo) return isSo;
    const leftBefore = cell(left.before, view);
    const rightBefore = cell(right.before, view);
    const wasSo = compare(leftBefore, rightBefore);
    return change === 'remains' ? wasSo : !wasSo && !Number.isNaN(leftBefore) && !Number.isNaN(rightBefore);
  };
  const explain = (view: StrategyView): readonly ConditionOutcome[] => {
    const outcome = holds(view);
    const isThere = view.schema(timeframe, back) !== undefined;
    const { left, right } = !isThere || bound === undefined ? { left: undefined, right: undefined } : bound;
    const shown = (side: typeof left): CellValue | undefined => side?.shown(cell(side.now, view));
    return [{ condition, left: shown(left), right: shown(right), holds: outcome }];
  };
  const first: Rule['first'] = (search, wanted) => {
    const { range, view, start, end } = search;
    if (range.timeframe === timeframe) bindTo(range.strip.schema);
    else if (holds(view) === (wanted === 'holds')) return start;
    else return end;
    if (scanOf === undefined) return wanted === 'holds' ? end : start;
    return (wanted === 'holds' ? holding : failing).first(search, scanOf);
  };
  const reach: Rule['reach'] = (range) => {
    if (range.timeframe !== timeframe) return 0;
    bindTo(range.strip.schema);
    return furthest;
  };
  return { holds, explain, first, reach };
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
