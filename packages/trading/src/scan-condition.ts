import type { RowStrip } from '@q/events';
import type { BoundCondition, CellRef } from './bind-condition.js';
import type { StrategyView } from './strategy.js';

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

/** Rows of a range that are searched. */
export interface RowSearch {
  readonly range: RowRange;
  /** Shows the row before the range, and those of other timeframes as they are now. */
  readonly view: StrategyView;
  /** The first row that counts, and the one behind the last, both from the beginning of the range. */
  start: number;
  end: number;
}

/** What is looked for. */
export type Wanted = 'holds' | 'fails';

/** A condition as it is asked of several rows. */
export interface ConditionScan {
  readonly bound: BoundCondition;
  /** Rows before the newest that it looks at. */
  readonly back: number;
  /** What it asks of the close before, where it asks for two. */
  readonly change: 'begins' | 'remains' | undefined;
  readonly requiredConfidence: number;
  /** Whether the cells of the close before are those of the row before. */
  readonly followsRows: boolean;
}

/** Whether the cells that a condition looks at for the close before are those that it looks at on the row before. */
export function followsRows({ left, right }: BoundCondition): boolean {
  return [left, right].every(
    ({ now, before }) => now.constant !== undefined || (now.column === before.column && now.shift + 1 === before.shift),
  );
}

/** Rows before the range that a condition looks at. */
export function reachOf({ bound: { left, right, confidence }, back }: Pick<ConditionScan, 'bound' | 'back'>): number {
  const refs = [left.now, left.before, right.now, right.before, ...(confidence === undefined ? [] : [confidence])];
  return back + Math.max(...refs.map(({ shift }) => shift));
}

/**
 * What is known of the rows of a strip: a look ahead goes over many that the next one sees again, and no row is searched twice. The rows of a strip
 * never change, and what comes before a range is in its strip.
 */
export class KnownRows {
  readonly #wanted: Wanted;
  #strip: RowStrip | undefined;
  /** Nothing wanted is in the rows from here to there. */
  #from = 0;
  #to = 0;
  /** Whether the row behind them is wanted. */
  #isFound = false;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** As `firstRow`. */
  first(search: RowSearch, scan: ConditionScan): number {
    const { range, start, end } = search;
    const { strip, from } = range;
    const begins = from + start;
    if (strip !== this.#strip || begins < this.#from || begins > this.#to) {
      this.#strip = strip;
      this.#from = begins;
      this.#to = begins;
      this.#isFound = false;
    }
    if (!this.#isFound && this.#to < from + end) {
      search.start = this.#to - from;
      const found = firstRow(search, scan, this.#wanted);
      search.start = start;
      this.#to = from + found;
      this.#isFound = found < end;
    }
    return Math.min(this.#to - from, end);
  }
}

/** The first row on which a condition comes out as wanted, in one loop over the cells; the end where there is none. */
function firstRow({ range, start, end }: RowSearch, scan: ConditionScan, wanted: Wanted): number {
  const { cells, width } = range.strip;
  const { bound, change, followsRows: follows } = scan;
  const { compare, relation, confidence } = bound;
  // To be below is to have the other above: one comparison for both.
  const isMore = relation === '>' || relation === '<';
  const first = relation === '<' ? bound.right.now : bound.left.now;
  const second = relation === '<' ? bound.left.now : bound.right.now;
  const isWanted = wanted === 'holds';
  const newest = range.from + start - scan.back;
  const firsts = first.constant ?? cells;
  const seconds = second.constant ?? cells;
  const firstStep = first.constant === undefined ? width : 0;
  const secondStep = second.constant === undefined ? width : 0;
  let firstAt = startOf(first, newest, width);
  let secondAt = startOf(second, newest, width);
  const isCross = isMore && change === 'begins' && follows && isWanted && confidence === undefined;
  let wasSo = false;
  for (let row = start; row < end; row += 1) {
    const a = firsts[firstAt] as number;
    const b = seconds[secondAt] as number;
    firstAt += firstStep;
    secondAt += secondStep;
    const isSo = isMore ? a > b : compare(a, b);
    // What is as it was on the row before does not begin there: of a cross, nearly all rows are passed by like this.
    if (isCross && isSo === wasSo) continue;
    let holds = isSo;
    if (isSo && change !== undefined) holds = wasSo ? change === 'remains' : heldBefore(range, scan, row);
    if (holds && confidence !== undefined) holds = isSure(range, scan, row);
    if (holds === isWanted) return row;
    // Where the close before is that of the row before, it is known to have been so.
    wasSo = isSo && follows;
  }
  return end;
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
