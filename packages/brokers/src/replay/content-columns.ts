import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes } from './csv-layout.js';
import { isNumber } from './is-number.js';
import type { StatedColumns } from './stated-columns.js';
import { HOW_TO_STATE, PRICE_ROLES, statedIndexes } from './stated-columns.js';

const TIME_OF_DAY = /^(\d{1,2}:\d\d(:\d\d)?|\d{6})$/;
const WHOLE_TIME = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^\d{8,19}(\.\d+)?( \d{6})?$/;
/** A single mistaken row must not make the order of the columns doubtful. */
const MOST_ROWS = 0.9;

export interface BareRows {
  readonly rows: readonly string[][];
  readonly stated: StatedColumns;
  readonly file: string;
}

/**
 * The columns of a file without a header: time (or date and time of day), open, high, low, close and, where there is one
 * more, volume. That order is taken only where the rows bear it out: the second price the highest, the third the lowest.
 */
export function contentColumns({ rows, stated, file }: BareRows): ColumnIndexes {
  const [first = []] = rows;
  const known = statedIndexes({ stated, names: [], width: first.length, file });
  const { time, open, high, low, close } = known;
  if (time !== undefined && open !== undefined && high !== undefined && low !== undefined && close !== undefined) {
    return { ...known, time, open, high, low, close };
  }
  const usual = usualColumns(first);
  if (Object.keys(known).length === 0 && usual !== undefined && bearOut(rows, usual)) return usual;
  const quoted = first.map((cell) => `'${cell}'`).join(', ');
  const problem = `it has no header, and it is unclear what its columns are: ${quoted}`;
  throw new CandleDataError(`${problem}; state ${HOW_TO_STATE}`, { file, line: 1 });
}

function usualColumns(cells: readonly string[]): ColumnIndexes | undefined {
  if (!WHOLE_TIME.test(cells[0] ?? '')) return undefined;
  const beside = TIME_OF_DAY.test(cells[1] ?? '');
  const open = beside ? 2 : 1;
  const numbers = cells.slice(open).filter((cell) => cell !== '');
  if (!numbers.every(isNumber) || numbers.length < 4 || numbers.length > 5) return undefined;
  return {
    time: 0,
    timeOfDay: beside ? 1 : undefined,
    open,
    high: open + 1,
    low: open + 2,
    close: open + 3,
    volume: numbers.length === 5 ? open + 4 : undefined,
  };
}

function bearOut(rows: readonly string[][], columns: ColumnIndexes): boolean {
  const fitting = rows.filter((row) => {
    const [open = NaN, high = NaN, low = NaN, close = NaN] = PRICE_ROLES.map((role) =>
      Number((row[columns[role]] ?? '').replace(',', '.')),
    );
    return high >= Math.max(open, close) && low <= Math.min(open, close);
  });
  return fitting.length >= rows.length * MOST_ROWS;
}
