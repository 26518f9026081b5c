import type { Column } from '@q/events';
import { columnBounds } from '@q/indicators';
import { comparison, numericValue } from './comparison.js';
import type { NamedColumn } from './named-column.js';
import { namedColumn } from './named-column.js';
import type { Condition } from './strategy-schema.js';

/** What one comparison asks of one thing that can have any value of its own: a column of a row, or how two of them stand to each other. */
export interface Atom {
  /** Atoms of the same variable speak of the same thing. */
  readonly variable: string;
  readonly domain: Domain;
  /** Numbers at which the answer may change. */
  readonly marks: readonly number[];
  /** The answer for a value of the variable; NaN stands for "not ready". */
  readonly holds: (value: number) => boolean;
}

/** The values that a variable can have: single ones, or all numbers from `least` to `most`. */
export type Domain =
  | { readonly kind: 'cells'; readonly cells: readonly number[] }
  | { readonly kind: 'numbers'; readonly least: number; readonly most: number };

/**
 * A condition as atoms that must all hold, compared as the compiled one compares: a cross asks one thing of a row and one of the row before. None
 * where it names no column or compares with nothing, which is for others to tell.
 */
export function atomsOf(condition: Condition, columns: readonly Column[]): readonly Atom[] {
  const { operator, value, timeframe, lookback } = condition;
  const back = lookback - 1;
  const left = namedColumn(condition.signal, columns);
  const right = typeof value === 'string' ? namedColumn(value, columns) : undefined;
  const compare = left === undefined ? undefined : comparison(condition, left.column, right?.column);
  if (left === undefined || compare === undefined) return [];
  const at = (shift: number): Atom =>
    right === undefined
      ? constantAtom(rowName(left, timeframe, back + shift), left.column, { value, compare })
      : pairAtom({ timeframe, left, right, back: back + shift, compare });
  const confidence = confidenceAtom(condition, left.column, columns);
  const atoms = confidence === undefined ? [at(0)] : [at(0), confidence];
  if (operator === 'remains') return [...atoms, at(1)];
  const begins = operator === 'crosses_above' || operator === 'crosses_below' || operator === 'changes_to';
  return begins ? [...atoms, knownToFail(at(1))] : atoms;
}

/** The atom that holds where this one does not, "not ready" included. */
export function negated(atom: Atom): Atom {
  return { ...atom, holds: (value) => !atom.holds(value) };
}

function knownToFail(atom: Atom): Atom {
  return { ...atom, holds: (value) => !Number.isNaN(value) && !atom.holds(value) };
}

type Compare = (left: number, right: number) => boolean;

interface Constant {
  readonly value: Condition['value'];
  readonly compare: Compare;
}

function constantAtom(variable: string, column: Column, { value, compare }: Constant): Atom {
  const domain = domainOf(column);
  // A text column's comparison has its texts in it and looks at the one cell alone.
  const marks =
    column.kind === 'text' ? [] : [value].flat().flatMap((one: Constant['value']) => numericValue(one, column) ?? []);
  const constant = marks[0] ?? 0;
  return { variable, domain, marks, holds: (cell) => compare(cell, constant) };
}

interface Pair {
  readonly timeframe: string;
  readonly left: NamedColumn;
  readonly right: NamedColumn;
  readonly back: number;
  readonly compare: Compare;
}

/** Numbers: the sign of first - second. Texts: both cells in one number. Which of the two is first does not hang on how it was written. */
function pairAtom({ timeframe, left, right, back, compare }: Pair): Atom {
  const names = [rowName(left, timeframe, back), rowName(right, timeframe, back)];
  const isSwapped = (names[0] ?? '') > (names[1] ?? '');
  const [first, second] = isSwapped ? [right.column, left.column] : [left.column, right.column];
  const ordered: Compare = isSwapped ? (a, b) => compare(b, a) : compare;
  const isSame = names[0] === names[1];
  const variable = [...names].sort().join(' and ');
  if (first.kind !== 'text') {
    const cells = isSame ? [0] : [-1, 0, 1];
    // The sign compares with 0 as the first does with the second.
    return { variable, domain: { kind: 'cells', cells }, marks: [], holds: (sign) => ordered(sign, 0) };
  }
  const width = second.values?.length ?? 0;
  const all = (first.values ?? []).flatMap((_, a) => (second.values ?? []).map((__, b) => a * width + b));
  const cells = isSame ? all.filter((cell) => Math.floor(cell / width) === cell % width) : all;
  return {
    variable,
    domain: { kind: 'cells', cells },
    marks: [],
    holds: (cell) => ordered(Math.floor(cell / width), cell % width),
  };
}

function confidenceAtom(
  { required_confidence: required, timeframe, lookback }: Condition,
  signal: Column,
  columns: readonly Column[],
): Atom | undefined {
  const confidence = namedColumn('regime_confidence', columns);
  if (required === undefined || signal.name !== 'regime' || confidence === undefined) return undefined;
  const compare: Compare = (left, right) => left >= right;
  return constantAtom(rowName(confidence, timeframe, lookback - 1), confidence.column, { value: required, compare });
}

function rowName({ column, shift }: NamedColumn, timeframe: string, back: number): string {
  return `${timeframe} ${column.name} ${back + shift}`;
}

function domainOf({ name, kind, values = [] }: Column): Domain {
  if (kind === 'number') return { kind: 'numbers', ...columnBounds(name) };
  return { kind: 'cells', cells: kind === 'flag' ? [0, 1] : values.map((_, index) => index) };
}
