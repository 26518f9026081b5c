import type { CellValue, RowSchema } from '@q/events';
import type { BoundCondition, CellRef } from './bind-condition.js';
import { bindCondition, readCell } from './bind-condition.js';
import type { ConditionScan, RowRange } from './scan-condition.js';
import { reachOf, scanCondition } from './scan-condition.js';
import type { StrategyView } from './strategy.js';
import type { Condition } from './strategy-schema.js';

/** A compiled rule: whether it holds, and how it came to that. */
export interface Rule {
  readonly holds: (view: StrategyView) => boolean;
  /** Every condition under it with the values it compared, for whoever asks why. */
  readonly explain: (view: StrategyView) => readonly ConditionOutcome[];
  /** Writes 1 for every row of a range on which it holds, and 0 for the others. Rows of other timeframes are as they are now. */
  readonly scan: (range: RowRange, view: StrategyView, truths: Uint8Array) => void;
  /** The first row of a range on which it holds, or the number of rows. */
  readonly first: (range: RowRange, view: StrategyView) => number;
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
  const bindTo = (next: RowSchema): void => {
    if (next === schema) return;
    schema = next;
    bound = bindCondition(condition, next);
    scanOf = bound === undefined ? undefined : { bound, back, change, requiredConfidence };
    furthest = scanOf === undefined ? 0 : reachOf(scanOf);
  };
  const cell = (ref: CellRef, view: StrategyView): number => readCell(ref, view, timeframe, back);
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
  const scanned = (range: RowRange): ConditionScan | undefined => {
    bindTo(range.strip.schema);
    return scanOf;
  };
  const scan: Rule['scan'] = (range, view, truths) => {
    if (range.timeframe !== timeframe) return void truths.fill(holds(view) ? 1 : 0, 0, range.count);
    const asked = scanned(range);
    if (asked === undefined) truths.fill(0, 0, range.count);
    else scanCondition(range, asked, truths);
  };
  const first: Rule['first'] = (range, view) => {
    if (range.timeframe !== timeframe) return holds(view) ? 0 : range.count;
    const asked = scanned(range);
    return asked === undefined ? range.count : scanCondition(range, asked);
  };
  const reach: Rule['reach'] = (range) => {
    if (range.timeframe !== timeframe) return 0;
    bindTo(range.strip.schema);
    return furthest;
  };
  return { holds, explain, scan, first, reach };
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
