import type { RowStrip } from '@q/events';
import type { BoundCondition, CellRef } from './bind-condition.js';

/** Rows of a strip that follow on the newest one that a strategy has seen. */
export interface RowRange {
  readonly strip: RowStrip;
  /** Place of the first. */
  readonly from: number;
  readonly count: number;
  /** Whose rows they are: the place of the timeframe in the strategy's list. */
  readonly timeframe: number;
}

/** What becomes of a condition over several rows: `change` where it asks for two closes. */
export interface ConditionScan {
  readonly bound: BoundCondition;
  /** Rows before the newest. */
  readonly back: number;
  readonly change: 'begins' | 'remains' | undefined;
  readonly requiredConfidence: number;
}

/** Rows before the range that a condition looks at. */
export function reachOf({ bound: { left, right, confidence }, back }: Pick<ConditionScan, 'bound' | 'back'>): number {
  const refs = [left.now, left.before, right.now, right.before, ...(confidence === undefined ? [] : [confidence])];
  return back + Math.max(...refs.map(({ shift }) => shift));
}

/** Writes 1 for every row on which a condition holds, and 0 for the others: the same answers as row by row, in plain loops over the cells. */
export function scanCondition(range: RowRange, scan: ConditionScan, truths: Uint8Array): void {
  const { bound, back, change, requiredConfidence } = scan;
  const { left, right } = bound;
  compareRows(range, { bound, left: cellsOf(range, left.now, back), right: cellsOf(range, right.now, back) }, truths);
  if (change !== undefined) {
    const before = { left: cellsOf(range, left.before, back), right: cellsOf(range, right.before, back) };
    askBefore(range.count, { bound, change, ...before }, truths);
  }
  if (bound.confidence === undefined) return;
  const { cells, start, step } = cellsOf(range, bound.confidence, back);
  for (let row = 0; row < range.count; row += 1)
    if (!((cells[start + row * step] as number) >= requiredConfidence)) truths[row] = 0;
}

/** The cells of one side: the first of them, and how far apart they are. A constant stands still. */
interface SideCells {
  readonly cells: Float64Array;
  readonly start: number;
  readonly step: number;
}

function cellsOf(
  { strip: { cells, width }, from }: RowRange,
  { column, shift, constant }: CellRef,
  back: number,
): SideCells {
  if (constant !== undefined) return { cells: constant, start: 0, step: 0 };
  return { cells, start: (from - back - shift) * width + column, step: width };
}

interface Sides {
  readonly bound: BoundCondition;
  readonly left: SideCells;
  readonly right: SideCells;
}

function compareRows({ count }: RowRange, { bound, left, right }: Sides, truths: Uint8Array): void {
  switch (bound.relation) {
    case '>':
      return markGreater(left, right, count, truths);
    case '<':
      return markGreater(right, left, count, truths);
    default: {
      const { compare } = bound;
      for (let row = 0; row < count; row += 1) truths[row] = compare(cellAt(left, row), cellAt(right, row)) ? 1 : 0;
    }
  }
}

function markGreater(greater: SideCells, less: SideCells, count: number, truths: Uint8Array): void {
  const [a, b] = [greater.cells, less.cells];
  let [at, bt] = [greater.start, less.start];
  for (let row = 0; row < count; row += 1) {
    truths[row] = (a[at] as number) > (b[bt] as number) ? 1 : 0;
    at += greater.step;
    bt += less.step;
  }
}

function askBefore(
  count: number,
  { bound: { compare }, change, left, right }: Sides & { readonly change: 'begins' | 'remains' },
  truths: Uint8Array,
): void {
  for (let row = 0; row < count; row += 1) {
    if (truths[row] === 0) continue;
    const [a, b] = [cellAt(left, row), cellAt(right, row)];
    const wasSo = compare(a, b);
    const holds = change === 'remains' ? wasSo : !wasSo && !Number.isNaN(a) && !Number.isNaN(b);
    if (!holds) truths[row] = 0;
  }
}

function cellAt({ cells, start, step }: SideCells, row: number): number {
  return cells[start + row * step] as number;
}
