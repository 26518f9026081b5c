import type { CellValue, Column, RowSchema } from '@q/events';
import type { Relation } from './comparison.js';
import { comparison, relationOf } from './comparison.js';
import { numberOfText } from './numeric-text.js';
import type { Condition } from './strategy-schema.js';

/** A cell: of a column so many closes before the moment, or always the same one. */
export interface CellRef {
  /** Index of the column; of no meaning beside a constant. */
  readonly column: number;
  readonly shift: number;
  /** The cell itself, alone. */
  readonly constant?: Float64Array;
}

/** One side of a condition at the moment it looks at and at the close before. */
export interface Operand {
  readonly now: CellRef;
  readonly before: CellRef;
  /** A cell as people read it. */
  readonly shown: (cell: number) => CellValue | undefined;
}

/** A condition whose columns were looked up in the schema of its rows. */
export interface BoundCondition {
  readonly left: Operand;
  readonly right: Operand;
  /** Compares two cells; false for one that is not ready. */
  readonly compare: (left: number, right: number) => boolean;
  /** What `compare` asks, where both sides are numbers. */
  readonly relation: Relation | undefined;
  readonly confidence: CellRef | undefined;
}

const PREVIOUS = 'previous_';

/** Looks the columns of a condition up; `undefined` where its signal is none, or its value compares with nothing. */
export function bindCondition(condition: Condition, schema: RowSchema): BoundCondition | undefined {
  const signal = columnRef(condition.signal, schema);
  if (signal === undefined) return undefined;
  const left = columnOperand(signal, schema);
  const target = typeof condition.value === 'string' ? columnRef(condition.value, schema) : undefined;
  const compare = comparison(condition, signal.column, target?.column);
  if (compare === undefined) return undefined;
  const right = target === undefined ? constantOperand(condition.value, signal.column) : columnOperand(target, schema);
  const relation = relationOf(condition, signal.column, target?.column);
  return { left, right, compare, relation, confidence: confidenceRef(condition, signal.column, schema) };
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

function columnOperand({ column, name, shift }: ColumnRef, schema: RowSchema): Operand {
  return {
    now: cellRef(name, shift, schema),
    before: cellRef(name, shift + 1, schema),
    shown: (cell) => shownCell(column, cell),
  };
}

function cellRef(name: string, shift: number, schema: RowSchema): CellRef {
  const own = schema.indexOf(PREVIOUS.repeat(shift) + name);
  return own === undefined ? { column: schema.indexOf(name) ?? -1, shift } : { column: own, shift: 0 };
}

function constantOperand(value: Condition['value'], signal: Column): Operand {
  const cell =
    signal.kind === 'text' || Array.isArray(value)
      ? 0
      : (numberOfText(String(value)) ?? (String(value).toLowerCase() === 'true' ? 1 : 0));
  const shown = typeof value === 'object' ? value.join(', ') : value;
  const constant = { column: -1, shift: 0, constant: new Float64Array([cell]) };
  return { now: constant, before: constant, shown: () => shown };
}

function confidenceRef(
  { required_confidence: required }: Condition,
  signal: Column,
  schema: RowSchema,
): CellRef | undefined {
  const index = schema.indexOf('regime_confidence');
  if (required === undefined || signal.name !== 'regime' || index === undefined) return undefined;
  return { column: index, shift: 0 };
}

function shownCell({ kind, values }: Column, cell: number): CellValue | undefined {
  if (Number.isNaN(cell)) return undefined;
  if (kind === 'text') return values?.[cell];
  return kind === 'flag' ? cell === 1 : cell;
}
