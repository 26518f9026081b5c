import type { SoundColumns } from '../data-ledger/judged-series.js';

/**
 * Candles of a chart in few characters: times in seconds UTC, the first as it is and the others as distances from the one before; prices
 * in ticks, four numbers a candle: open - close before, high - the higher of open and close, the lower of them - low, close - open.
 */
export interface PackedCandles {
  readonly time: readonly number[];
  readonly ticks: readonly number[];
  /** Base candles in each, and seconds of a base candle. */
  readonly size: number;
  readonly baseSeconds: number;
  /** Of each line of the chart a value for every candle, as it was known when the candle closed; `null` before there is one. */
  readonly lines: readonly (readonly (number | null)[])[];
}

export interface CandleRange {
  /** Rows from `first` to before `end`, `size` of them in each candle. */
  readonly first: number;
  readonly end: number;
  readonly size: number;
}

export interface PackTerms {
  readonly periodMs: number;
  readonly digits: number;
  /** Values of every line at a row. */
  readonly linesAt: (row: number) => readonly number[];
}

export function packCandles(
  columns: SoundColumns,
  range: CandleRange,
  { periodMs, digits, linesAt }: PackTerms,
): PackedCandles {
  const scale = 10 ** digits;
  const time: number[] = [];
  const ticks: number[] = [];
  const lines: (number | null)[][] = [];
  let [before, closeBefore] = [0, 0];
  for (let first = range.first; first < range.end; first += range.size) {
    const end = Math.min(range.end, first + range.size);
    const { open, high, low, close } = joined(columns, first, end, scale);
    const second = Math.floor((columns.openTime[first] ?? NaN) / 1_000);
    time.push(second - before);
    ticks.push(open - closeBefore, high - Math.max(open, close), Math.min(open, close) - low, close - open);
    [before, closeBefore] = [second, close];
    linesAt(end - 1).forEach((value, line) => (lines[line] ??= []).push(Number.isFinite(value) ? value : null));
  }
  return { time, ticks, size: range.size, baseSeconds: periodMs / 1_000, lines };
}

/** In ticks. */
function joined(columns: SoundColumns, first: number, end: number, scale: number) {
  let [high, low] = [-Infinity, Infinity];
  for (let row = first; row < end; row += 1) {
    high = Math.max(high, columns.high[row] ?? NaN);
    low = Math.min(low, columns.low[row] ?? NaN);
  }
  const ticks = (price: number): number => Math.round(price * scale);
  return {
    open: ticks(columns.open[first] ?? NaN),
    high: ticks(high),
    low: ticks(low),
    close: ticks(columns.close[end - 1] ?? NaN),
  };
}
