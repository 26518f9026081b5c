import type { Column } from '@q/events';
import { baseName, catalogEntry } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { findIndicatorProblems } from './check-indicators.js';
import { rowColumns } from './indicator-bank.js';

/** An indicator under its own name, with nothing configured. */
export interface DefaultInstance {
  readonly name: string;
  /** The columns it gives with its defaults; none where a parameter has no default. */
  readonly columns: readonly Column[];
  /** Its parameters with their defaults, as in `period 14, signal_period 14`; those without one are named alone. */
  readonly parameters: string;
}

/**
 * The indicator that a column's name speaks of: `macd_signal` is of `macd`, `signal_rsi` of `rsi`, `ema_fast` of `ema`. Whether it gives that very
 * column is for `columns` to say. `undefined` where no indicator has such a name.
 */
export function defaultInstanceOf(column: string): DefaultInstance | undefined {
  // What an output is called stands before or behind the instance.
  const names = [column, column.slice(column.indexOf('_') + 1)].map(baseName);
  const found = names.flatMap((name) => defaultInstance(name) ?? []);
  return found.find(({ columns }) => columns.some(({ name }) => name === column)) ?? found[0];
}

/** The columns that one instance adds to a row. */
export function instanceColumns(instance: string, params: IndicatorParams = {}): readonly Column[] {
  const ofCandle = rowColumns({}, { regime: false }).length;
  return rowColumns({ [instance]: params }, { regime: false }).slice(ofCandle);
}

function defaultInstance(name: string): DefaultInstance | undefined {
  const entry = catalogEntry(name);
  if (entry === undefined) return undefined;
  const parameters = Object.entries(entry.parameters).map(([key, { default: standard }]) =>
    standard === undefined ? key : `${key} ${standard}`,
  );
  const isComplete = findIndicatorProblems({ [name]: {} }).length === 0;
  return { name, columns: isComplete ? instanceColumns(name) : [], parameters: parameters.join(', ') };
}
