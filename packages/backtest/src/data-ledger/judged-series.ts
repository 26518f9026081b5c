import type { MarketSeries } from '../market-data.js';
import type { RowRange, RowVerdicts } from './row-problems.js';
import { judgeRows, SOUND } from './row-problems.js';

/** Columns of one length. */
export interface SoundColumns {
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** A series with what its rows are worth. */
export interface JudgedSeries {
  readonly series: MarketSeries;
  readonly verdicts: RowVerdicts;
  /** Rows in the range that was asked for. */
  readonly rows: number;
  /** Those that the run can use, in ascending order of time: of the columns themselves where they stand together, else copies. */
  readonly sound: SoundColumns;
}

export function judgedSeries(series: MarketSeries, range: RowRange): JudgedSeries {
  const { verdicts, rows, soundRows } = judgeRows(series, range);
  const { columns } = series;
  const first = verdicts.indexOf(SOUND);
  const end = verdicts.lastIndexOf(SOUND) + 1;
  const standTogether = end - first === soundRows;
  const take = (column: Float64Array): Float64Array =>
    standTogether ? column.subarray(first, end) : soundOnly(column, verdicts, soundRows);
  const sound = {
    openTime: take(columns.openTime),
    open: take(columns.open),
    high: take(columns.high),
    low: take(columns.low),
    close: take(columns.close),
    volume: take(columns.volume),
  };
  return { series, verdicts, rows, sound };
}

function soundOnly(column: Float64Array, verdicts: RowVerdicts, count: number): Float64Array {
  const sound = new Float64Array(count);
  let taken = 0;
  for (let row = 0; taken < count; row += 1) {
    if (verdicts[row] !== SOUND) continue;
    sound[taken] = column[row] as number;
    taken += 1;
  }
  return sound;
}
