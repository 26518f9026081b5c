import type { CandleColumns } from '../feed/candle-columns.js';
import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes, CsvSample } from './csv-layout.js';
import { columnText } from './demand-known-times.js';

export interface ReadTimes {
  readonly columns: CandleColumns;
  readonly where: ColumnIndexes;
  readonly file: string;
}

type Rows = Pick<CsvSample, 'names' | 'rows'>;

const DATE_ALONE = /^(\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{8})([ T]00:00(:00(\.0+)?)?)?$/;
const CLOCK = /^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$/;
const CLOCK_NAME = /hour|time|clock|\bhh/i;
const DIGITS_OF_CLOCK = /^\d{6}$/;
const BARE_HOUR = /^([01]?\d|2[0-4])$/;

/**
 * Candles within a day, of which only the date was read, are not taken for candles of days with repetitions.
 * @throws CandleDataError naming the column that seems to have the time of day, and what to state or write
 */
export function demandTimesOfDay({ columns, where, file }: ReadTimes, sample: () => Rows): void {
  const repeated = repetitions(columns);
  if (where.timeOfDay !== undefined || 2 * repeated < columns.length) return;
  const found = sample();
  const [date, ...others] = found.rows.map((row) => DATE_ALONE.exec(row[where.time] ?? '')?.[1]);
  if (date === undefined || others.includes(undefined)) return;
  const clock = clockColumn(found, where);
  // A file of days may have been written twice; one that has its hours elsewhere is none of days.
  if (clock === undefined && 2 * repeated === columns.length) return;
  const dated = `${repeated} of ${columns.length} rows have the date of the row before them: ${columnText(found.names, where.time)} has no time of day`;
  throw new CandleDataError(
    clock === undefined
      ? `${dated}; write it beside the date, as ${date} 13:00, or keep one row for each day`
      : `${dated}, which seems to stand in ${columnText(found.names, clock.index)}; ${remedy(clock, found.names, { time: where.time, date })}`,
    { file },
  );
}

function repetitions({ openTime, length }: CandleColumns): number {
  let repeated = 0;
  for (let row = 1; row < length; row += 1) if (openTime[row] === openTime[row - 1]) repeated += 1;
  return repeated;
}

interface ClockColumn {
  readonly index: number;
  /** Whether it can be read as a time of day as it is. */
  readonly isReadable: boolean;
}

/** A column that nothing was read from and that has times of day, or hours. */
function clockColumn({ names, rows }: Rows, where: ColumnIndexes): ClockColumn | undefined {
  const used: readonly unknown[] = Object.values(where);
  const unread = [...(rows[0] ?? []).keys()].filter((index) => !used.includes(index));
  const all = (index: number, form: RegExp): boolean => rows.every((row) => form.test(row[index] ?? ''));
  const named = unread.filter((index) => CLOCK_NAME.test(names[index] ?? ''));
  const readable = unread.find((index) => all(index, CLOCK)) ?? named.find((index) => all(index, DIGITS_OF_CLOCK));
  if (readable !== undefined) return { index: readable, isReadable: true };
  const bare = named.find((index) => all(index, BARE_HOUR));
  return bare === undefined ? undefined : { index: bare, isReadable: false };
}

function remedy(
  { index, isReadable }: ClockColumn,
  names: readonly string[],
  { time, date }: { readonly time: number; readonly date: string },
): string {
  const [ofDate, ofClock] = [time, index].map((column) => names[column] ?? column + 1);
  const state = `state \`columns: { time: ${ofDate}, time_of_day: ${ofClock} }\``;
  return isReadable ? state : `write it there as HH:MM and ${state}, or write both in one column, as ${date} 13:00`;
}
