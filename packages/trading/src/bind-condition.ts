import type { CellValue, Column, IndicatorRow, RowSchema } from '@q/events';
import { comparison } from './comparison.js';
import { numberOfText } from './numeric-text.js';
import type { StrategyView } from './strategy.js';
import type { Condition } from './strategy-schema.js';

/** A cell at a moment: `row` is the one `back` closes before the newest of its timeframe. */
export type Reader = (row: IndicatorRow, view: StrategyView, back: number) => number;

/** One side of a condition at the moment it looks at and at the close before. */
export interface Operand {
  readonly now: Reader;
  readonly before: Reader;
  /** A cell as people read it. */
  readonly shown: (cell: number) => CellValue | undefined;
}

/** A condition whose columns were looked up in the schema of its rows. */
export interface BoundCondition {
  readonly left: Operand;
  readonly right: Operand;
  /** Compares two cells; false for one that is not ready. */
  readonly compare: (left: number, right: number) => boolean;
  readonly confidence: Reader | undefined;
}

const PREVIOUS = 'previous_';

/** Looks the columns of a condition up; `undefined` where its signal is none, or its value compares with nothing. */
export function bindCondition(condition: Condition, schema: RowSchema, timeframe: number): BoundCondition | undefined {
  const signal = columnRef(condition.signal, schema);
  if (signal === undefined) return undefined;
  const left = columnOperand(signal, schema, timeframe);
  const target = typeof condition.value === 'string' ? columnRef(condition.value, schema) : undefined;
  const compare = comparison(condition, signal.column, target?.column);
  if (compare === undefined) return undefined;
  const right =
    target === undefined ? constantOperand(condition.value, signal.column) : columnOperand(target, schema, timeframe);
  return { left, right, compare, confidence: confidenceReader(condition, signal.column, schema) };
}

interface ColumnRef {
  readonly column: Column;
  /** The name without the `previous_` that no column bears. */
  readonly name: string;
  /** Closes before the moment that is looked at. */
  readonly shift: number;
}

/** `previous_close` is the close one row before, unless a column bears that very name. */
function columnRef(name: string, schema: RowSchema, shift = 0): ColumnRef | undefined {
  const index = schema.indexOf(name);
  const column = index === undefined ? undefined : schema.columns[index];
  if (column !== undefined) return { column, name, shift };
  return name.startsWith(PREVIOUS) ? columnRef(name.slice(PREVIOUS.length), schema, shift + 1) : undefined;
}

function columnOperand({ column, name, shift }: ColumnRef, schema: RowSchema, timeframe: number): Operand {
  return {
    now: readerOf(name, shift, schema, timeframe),
    before: readerOf(name, shift + 1, schema, timeframe),
    shown: (cell) => shownCell(column, cell),
  };
}

function readerOf(name: string, shift: number, schema: RowSchema, timeframe: number): Reader {
  const own = schema.indexOf(PREVIOUS.repeat(shift) + name);
  if (own !== undefined) return (row) => row.cells[own] ?? NaN;
  const index = schema.indexOf(name) ?? -1;
  return (_row, view, back) => view.at(timeframe, back + shift)?.cells[index] ?? NaN;
}

function constantOperand(value: Condition['value'], signal: Column): Operand {
  const cell =
    signal.kind === 'text' || Array.isArray(value)
      ? 0
      : (numberOfText(String(value)) ?? (String(value).toLowerCase() === 'true' ? 1 : 0));
  const shown = typeof value === 'object' ? value.join(', ') : value;
  return { now: () => cell, before: () => cell, shown: () => shown };
}

function confidenceReader(
  { required_confidence: required }: Condition,
  signal: Column,
  schema: RowSchema,
): Reader | undefined {
  const index = schema.indexOf('regime_confidence');
  if (required === undefined || signal.name !== 'regime' || index === undefined) return undefined;
  return (row) => row.cells[index] ?? NaN;
}

function shownCell({ kind, values }: Column, cell: number): CellValue | undefined {
  if (Number.isNaN(cell)) return undefined;
  if (kind === 'text') return values?.[cell];
  return kind === 'flag' ? cell === 1 : cell;
}
