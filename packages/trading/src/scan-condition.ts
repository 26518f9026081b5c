import type { RowStrip } from '@q/events';
import type { BoundCondition, CellRef } from './bind-condition.js';

/** Rows of a strip that follow on the newest one that a strategy has seen. */
export interface RowRange {
  readonly strip: RowStrip;
  /** Place of the first. */
  readonly from: number;
  /** Whose rows they are: the place of the timeframe in the strategy's list. */
  readonly timeframe: number;
  /** How many; whoever goes through them may lower it. */
  count: number;
}

/** A condition as it is asked of several rows. */
export interface ConditionScan {
  readonly bound: BoundCondition;
  /** Rows before the newest that it looks at. */
  readonly back: number;
  /** What it asks of the close before, where it asks for two. */
  readonly change: 'begins' | 'remains' | undefined;
  readonly requiredConfidence: number;
}

/** Rows before the range that a condition looks at. */
export function reachOf({ bound: { left, right, confidence }, back }: Pick<ConditionScan, 'bound' | 'back'>): number {
  const refs = [left.now, left.before, right.now, right.before, ...(confidence === undefined ? [] : [confidence])];
  return back + Math.max(...refs.map(({ shift }) => shift));
}

/**
 * The same answers as row by row, in one loop over the cells. With `truths` it writes 1 for every row on which the condition holds, and 0 for the
 * others; without it gives the first row on which it holds, or the number of rows.
 */
export function scanCondition(range: RowRange, scan: ConditionScan, truths?: Uint8Array): number {
  const { strip, from, count } = range;
  const { bound, change } = scan;
  const { left, right, compare, relation } = bound;
  const { width } = strip;
  const newest = from - scan.back;
  const lefts = left.now.constant ?? strip.cells;
  const rights = right.now.constant ?? strip.cells;
  const leftStep = left.now.constant === undefined ? width : 0;
  const rightStep = right.now.constant === undefined ? width : 0;
  let leftAt = startOf(left.now, newest, width);
  let rightAt = startOf(right.now, newest, width);
  for (let row = 0; row < count; row += 1) {
    const a = lefts[leftAt] as number;
    const b = rights[rightAt] as number;
    leftAt += leftStep;
    rightAt += rightStep;
    let holds = relation === '>' ? a > b : relation === '<' ? a < b : compare(a, b);
    if (holds && change !== undefined) holds = heldBefore(range, scan, row);
    if (holds && bound.confidence !== undefined) holds = isSure(range, scan, row);
    if (truths !== undefined) truths[row] = holds ? 1 : 0;
    else if (holds) return row;
  }
  return count;
}

/** A constant stands alone, and still. */
function startOf({ constant, shift, column }: CellRef, newest: number, width: number): number {
  return constant === undefined ? (newest - shift) * width + column : 0;
}

function heldBefore({ strip, from }: RowRange, { bound, back, change }: ConditionScan, row: number): boolean {
  const a = cellAt(strip, bound.left.before, from + row - back);
  const b = cellAt(strip, bound.right.before, from + row - back);
  const wasSo = bound.compare(a, b);
  return change === 'remains' ? wasSo : !wasSo && !Number.isNaN(a) && !Number.isNaN(b);
}

function isSure({ strip, from }: RowRange, { bound, back, requiredConfidence }: ConditionScan, row: number): boolean {
  return bound.confidence === undefined || cellAt(strip, bound.confidence, from + row - back) >= requiredConfidence;
}

function cellAt({ cells, width }: RowStrip, { constant, shift, column }: CellRef, place: number): number {
  return (constant === undefined ? cells[(place - shift) * width + column] : constant[0]) as number;
}
