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
  /** Those that the run can use, in ascending order of time: the columns themselves where it can use all, else copies. */
  readonly sound: SoundColumns;
}

export function judgedSeries(series: MarketSeries, range: RowRange): JudgedSeries {
  const { verdicts, rows, soundRows } = judgeRows(series, range);
  const { columns } = series;
  const take = (column: Float64Array): Float64Array => {
    const all = column.subarray(0, columns.length);
    return soundRows === columns.length ? all : all.filter((_value, row) => verdicts[row] === SOUND);
  };
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
