import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes } from './csv-layout.js';

/**
 * Columns as a user states them: by name in the header, or by position counted from 1.
 * `time_of_day` is for files that have it beside the date.
 */
export type StatedColumns = {
  readonly [Role in 'time' | 'time_of_day' | 'open' | 'high' | 'low' | 'close' | 'volume']?:
    string | number | undefined;
};

export type PriceRole = 'open' | 'high' | 'low' | 'close';

export const PRICE_ROLES: readonly PriceRole[] = ['open', 'high', 'low', 'close'];

export const HOW_TO_STATE =
  '`columns: { time: 1, open: 2, high: 3, low: 4, close: 5, volume: 6 }` (positions from 1, or header names)';

/** Of a file. */
export interface Columns {
  readonly names: readonly string[];
  /** How many cells the first row has. */
  readonly width: number;
  readonly file: string;
}

export interface StatedIn extends Columns {
  readonly stated: StatedColumns;
}

/** The position of a stated column, counted from 0; `undefined` where none is stated. */
export function statedIndex(role: string, column: string | number | undefined, among: Columns): number | undefined {
  if (column === undefined) return undefined;
  const { names, width, file } = among;
  const index = typeof column === 'number' ? column - 1 : names.indexOf(column);
  if (Number.isInteger(index) && index >= 0 && index < width) return index;
  const quoted = names.map((name) => `'${name}'`).join(', ');
  const there = names.length > 0 ? `the header has ${quoted}` : `the file has no header and ${width} columns`;
  throw new CandleDataError(`\`columns: { ${role}: ${column} }\` is not there: ${there}`, { file });
}

/** The positions of the stated columns, counted from 0. */
export function statedIndexes({ stated, ...among }: StatedIn): Partial<ColumnIndexes> {
  const indexOf = (role: keyof StatedColumns): number | undefined => statedIndex(role, stated[role], among);
  const found = {
    time: indexOf('time'),
    timeOfDay: indexOf('time_of_day'),
    open: indexOf('open'),
    high: indexOf('high'),
    low: indexOf('low'),
    close: indexOf('close'),
    volume: indexOf('volume'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, index]) => index !== undefined));
}
