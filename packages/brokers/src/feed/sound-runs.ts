import type { CandleColumns } from './candle-columns.js';

const LOOKED_AT_ONCE = 4_096;

/** Runs of sound candles, each of which begins where the one before it ended: each row is looked at once. */
export class SoundRuns {
  readonly #columns: CandleColumns;
  readonly #periodMs: number;
  /** The run that was looked at last, and whether it is known to end there. */
  #first = 0;
  #end = 0;
  #isOver = false;

  constructor(columns: CandleColumns, periodMs: number) {
    this.#columns = columns;
    this.#periodMs = periodMs;
  }

  /** The row before which the run ends that `first` belongs to; at least so many rows are looked at. */
  endFrom(first: number, rows: number): number {
    if (first < this.#first || first >= this.#end) this.#begin(first);
    if (!this.#isOver && first + rows > this.#end) this.#extend(first + Math.max(rows, LOOKED_AT_ONCE));
    return this.#end;
  }

  #begin(first: number): void {
    this.#first = first;
    this.#end = first;
    this.#isOver = false;
  }

  #extend(to: number): void {
    const end = Math.min(this.#columns.length, to);
    // From the last row that is known to be sound, so that the next one is compared with it.
    const from = Math.max(this.#first, this.#end - 1);
    this.#end = endOfRun(this.#columns, from, { end, periodMs: this.#periodMs });
    this.#isOver = this.#end < end || end === this.#columns.length;
  }
}

interface Rows {
  readonly end: number;
  readonly periodMs: number;
}

/** What it lets pass, `findCandleProblem` finds nothing wrong with. */
function endOfRun(columns: CandleColumns, first: number, rows: Rows): number {
  const end = endOfSound(columns, first, rows);
  const { quotes } = columns;
  if (quotes === undefined) return end;
  return Math.min(endOfSound(quotes.bid, first, { ...rows, end }), endOfSound(quotes.ask, first, { ...rows, end }));
}

function endOfSound(columns: CandleColumns, first: number, { end, periodMs }: Rows): number {
  const { openTime, open, high, low, close, volume } = columns;
  let due = openTime[first] as number;
  for (let row = first; row < end; row += 1) {
    const at = openTime[row] as number;
    if (at !== due && row > first) return unlessRepeated(openTime, row);
    due = at + periodMs;
    const top = high[row] as number;
    const bottom = low[row] as number;
    const begins = open[row] as number;
    const ends = close[row] as number;
    const isOrdered = bottom > 0 && begins >= bottom && ends >= bottom && begins <= top && ends <= top;
    // A number that is none compares with nothing.
    if (!isOrdered || begins + top + bottom + ends === Infinity) return row;
    const traded = volume[row] as number;
    if (!(traded >= 0) || traded === Infinity) return row;
  }
  return end < columns.length ? unlessRepeated(openTime, end) : end;
}

/** A time that comes twice is told of at once: neither of its candles comes alone. */
function unlessRepeated(openTime: Float64Array, row: number): number {
  return row > 0 && !((openTime[row] as number) > (openTime[row - 1] as number)) ? row - 1 : row;
}
