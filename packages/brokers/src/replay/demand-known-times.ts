import { CandleDataError } from './candle-data-error.js';
import { midnight } from './midnight.js';

export interface SampledTimes {
  /** Of the header, empty where there is none. */
  readonly names: readonly string[];
  readonly rows: readonly string[][];
  /** The column that is taken for the time, counted from 0. */
  readonly time: number;
  readonly file: string;
}

const COMPACT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?$/;
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];

/**
 * A date without separators that ends before its seconds is, by its digits, a number of seconds or milliseconds since 1970. That all rows
 * of a sample look like one happens by chance to nobody.
 * @throws CandleDataError saying what to write
 */
export function demandKnownTimes({ names, rows, time, file }: SampledTimes): void {
  const texts = rows.map((row) => row[time] ?? '');
  const [first = ''] = texts;
  if (!texts.every(isCompactDate)) return;
  const [, year, month, day, hour, minute] = COMPACT.exec(first) ?? [];
  const [form, unit] = minute === undefined ? ['YYYYMMDDHH', 'seconds'] : ['YYYYMMDDHHMM', 'milliseconds'];
  const whole = `${first.padEnd(12, '0')}00`;
  const problem = `the times of ${columnText(names, time)}, such as '${first}', look like ${form} and would be taken for ${unit} since 1970`;
  const remedy = `write them with seconds, as ${whole}, or as ${year}-${month}-${day} ${hour}:${minute ?? '00'}`;
  throw new CandleDataError(`${problem}; ${remedy}`, { file });
}

/** `the column 'time'`, or `column 1` where there is no header. */
export function columnText(names: readonly string[], column: number): string {
  const name = names[column];
  return name === undefined ? `column ${column + 1}` : `the column '${name}'`;
}

function isCompactDate(text: string): boolean {
  const [matched, year = NaN, month = NaN, day = NaN, hour = NaN, minute = 0] = (COMPACT.exec(text) ?? []).map(Number);
  const isDay = year >= FIRST_YEAR && year < LAST_YEAR && !Number.isNaN(midnight(year, month, day));
  return matched !== undefined && isDay && hour < 24 && (Number.isNaN(minute) || minute < 60);
}
