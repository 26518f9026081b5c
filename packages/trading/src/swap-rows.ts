import { calendarDateReader } from './restrictions/calendar-date.js';
import type { CalendarProblem } from './restrictions/read-calendar.js';
import { readCalendar } from './restrictions/read-calendar.js';
import { numberOfText } from './numeric-text.js';

/** What was booked at one rollover of the past, for one lot, in the unit of the swaps; negative where the trader paid. */
export interface SwapRow {
  /** ms UTC. */
  readonly at: number;
  /** For all nights of the booking. */
  readonly long: number;
  readonly short: number;
}

export type SwapTable =
  | { readonly ok: true; readonly rows: readonly SwapRow[] }
  /** Lines of the file, from 1; none where the whole file is meant. */
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

const MOST = 1_000_000;
/** What a date can be, ms from 1970 both ways. */
const LAST_INSTANT = 8.64e15;
const COLUMNS = ['time', 'long', 'short'] as const;

/** What is wrong with the first bad row, counted from 1; `undefined` where times ascend strictly and everything is a number. */
export function findSwapRowProblem(rows: readonly SwapRow[]): string | undefined {
  // What comes from JSON may be anything.
  if (!Array.isArray(rows)) return `they are no list: give rows { at, long, short }`;
  for (const [index, row] of (rows as readonly (SwapRow | null | undefined)[]).entries()) {
    const problem = row ? rowProblem(row, rows[index - 1]?.at) : 'it is none: give { at, long, short }';
    if (problem !== undefined) return `row ${index + 1}: ${problem}`;
  }
  return undefined;
}

/** Reads the columns `time` (a date and time of ISO 8601, in UTC where it has no offset), `long` and `short`, in any order and among others. */
export function parseSwapRows(text: string): SwapTable {
  const readDate = calendarDateReader('UTC');
  let before: number | undefined;
  const read = readCalendar(text, {
    columns: COLUMNS,
    readRow({ time, long, short }, report): SwapRow | undefined {
      const date = readDate(time);
      if (date.kind !== 'time') {
        report(date.kind === 'wrong' ? date.message : `"${time}" is a whole day: write ${time}T22:00:00Z, say`);
        return undefined;
      }
      const row = { at: date.at, long: numberOfText(long) ?? NaN, short: numberOfText(short) ?? NaN };
      const problem = rowProblem(row, before, { long, short });
      if (problem !== undefined) report(problem);
      before = row.at;
      return row;
    },
  });
  return read.ok ? { ok: true, rows: read.items } : { ok: false, problems: read.problems };
}

/** @param written the numbers as they stand in the file */
function rowProblem(
  row: SwapRow,
  before: number | undefined,
  written: Readonly<Record<'long' | 'short', unknown>> = row,
): string | undefined {
  const { at } = row;
  if (!Number.isInteger(at) || Math.abs(at) > LAST_INSTANT)
    return `at is ${String(at)}: give whole milliseconds since 1970, UTC`;
  for (const side of ['long', 'short'] as const) {
    // NaN is no more than anything; the text of a number is none.
    if (typeof row[side] !== 'number' || !(Math.abs(row[side]) <= MOST))
      return `${side} is "${String(written[side])}": give a number from -${MOST} to ${MOST}`;
  }
  if (before === undefined || at > before) return undefined;
  const [time, other] = [at, before].map((instant) => new Date(instant).toISOString());
  return `${time} does not come after ${other} of the row before: sort the rows, one for each rollover`;
}
