import { CandleColumns } from '../feed/candle-columns.js';

export interface Window {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly periodMs: number;
}

/** The rows that open at `from` or later and close at `to` or earlier; without a copy where they are in order. */
export function rowsWithin(columns: CandleColumns, { from, to, periodMs }: Window): CandleColumns {
  if (from === undefined && to === undefined) return columns;
  const oldest = from ?? -Infinity;
  const newest = (to ?? Infinity) - periodMs;
  if (columns.ordered) return columns.view(firstFrom(columns, oldest), firstBehind(columns, newest));
  const kept = new CandleColumns(columns.length);
  for (let row = 0; row < columns.length; row += 1) {
    const candle = columns.candleAt(row, periodMs);
    if (candle.openTime >= oldest && candle.openTime <= newest) kept.push(candle);
  }
  return kept;
}

function firstFrom({ openTime, length }: CandleColumns, instant: number): number {
  return firstRow(length, (row) => (openTime[row] ?? NaN) >= instant);
}

function firstBehind({ openTime, length }: CandleColumns, instant: number): number {
  return firstRow(length, (row) => (openTime[row] ?? NaN) > instant);
}

/** The first row for which `holds`, given that it holds for all rows behind that one. */
function firstRow(length: number, holds: (row: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
