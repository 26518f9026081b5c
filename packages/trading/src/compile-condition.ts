import type { Column, IndicatorRow, RowSchema } from '@q/events';
import { numberOfText } from './numeric-text.js';
import type { StrategyView } from './strategy.js';
import type { Condition, Operator } from './strategy-schema.js';

const PREVIOUS = 'previous_';

/** Compares two cells; NaN, which stands for "not ready", is never true for any operator. */
const COMPARE: Readonly<
  Record<Exclude<Operator, 'crosses_above' | 'crosses_below'>, (left: number, right: number) => boolean>
> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right && left === left && right === right,
};

export type Test = (view: StrategyView) => boolean;

/** A closure for one condition: column names are looked up once for each row schema, not for each row. */
export function compileCondition(condition: Condition, timeframes: readonly string[]): Test {
  const timeframe = timeframes.indexOf(condition.timeframe);
  const back = condition.lookback - 1;
  const left = readSignal(condition.signal);
  const right = readTarget(condition);
  const { operator } = condition;
  if (operator === 'crosses_above' || operator === 'crosses_below') {
    const sign = operator === 'crosses_above' ? 1 : -1;
    return (view) => {
      const now = view.at(timeframe, back);
      const before = view.at(timeframe, back + 1);
      if (now === undefined || before === undefined) return false;
      // The same subtraction for both directions: NaN makes either comparison false.
      return (
        (left(before, view, timeframe, back + 1) - right(before, view, timeframe, back + 1)) * sign <= 0 &&
        (left(now, view, timeframe, back) - right(now, view, timeframe, back)) * sign > 0
      );
    };
  }
  const compare = COMPARE[operator];
  return (view) => {
    const now = view.at(timeframe, back);
    return now !== undefined && compare(left(now, view, timeframe, back), right(now, view, timeframe, back));
  };
}

type Read = (row: IndicatorRow, view: StrategyView, timeframe: number, back: number) => number;

function readSignal(name: string): Read {
  return name.startsWith(PREVIOUS)
    ? readPrevious(readColumn(name.slice(PREVIOUS.length)), readColumn(name))
    : readColumn(name);
}

/** `previous_close` is the close one row before, unless a column bears that very name. */
function readPrevious(base: Read, literal: Read): Read {
  return (row, view, timeframe, back) => {
    const own = literal(row, view, timeframe, back);
    if (!Number.isNaN(own)) return own;
    const before = view.at(timeframe, back + 1);
    return before === undefined ? NaN : base(before, view, timeframe, back + 1);
  };
}

function readColumn(name: string): Read {
  let schema: RowSchema | undefined;
  let index = -1;
  return (row) => {
    if (row.schema !== schema) {
      schema = row.schema;
      index = schema.indexOf(name) ?? -1;
    }
    return row.cells[index] ?? NaN;
  };
}

/** A number, a flag, a column, a number written as text, or a text that a text column can hold (told apart by the schema, letters in any case). */
function readTarget({ value, signal }: Condition): Read {
  if (typeof value === 'number') return () => value;
  if (typeof value === 'boolean') return () => (value ? 1 : 0);
  const asColumn = readSignal(value);
  const textOf = readText(signal.startsWith(PREVIOUS) ? signal.slice(PREVIOUS.length) : signal, value.toLowerCase());
  const base = value.startsWith(PREVIOUS) ? value.slice(PREVIOUS.length) : value;
  let schema: RowSchema | undefined;
  let isColumn = false;
  return (row, view, timeframe, back) => {
    if (row.schema !== schema) {
      schema = row.schema;
      isColumn = schema.indexOf(base) !== undefined;
    }
    return isColumn ? asColumn(row, view, timeframe, back) : textOf(row, view, timeframe, back);
  };
}

/** What a text stands for beside a column: its place among the values of a text column, else the number that it is. */
function readText(name: string, text: string): Read {
  let schema: RowSchema | undefined;
  let cell = NaN;
  return (row) => {
    if (row.schema !== schema) {
      schema = row.schema;
      cell = cellOfText(text, schema.columns[schema.indexOf(name) ?? -1]);
    }
    return cell;
  };
}

function cellOfText(text: string, column: Column | undefined): number {
  if (column?.kind === 'number') return numberOfText(text) ?? NaN;
  const place = column?.values?.findIndex((known) => known.toLowerCase() === text) ?? -1;
  return place < 0 ? NaN : place;
}
