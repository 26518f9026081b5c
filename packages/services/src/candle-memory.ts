import type { Candle, RowStrip, StretchRows } from '@q/events';

const CELLS = 8;

/**
 * The newest candles of a series, so that what is computed from them can be computed again: as numbers, for a candle kept is a candle that has to be
 * tidied away. Those of stretches stay where they are: in the rows that were calculated of them.
 */
export class CandleMemory {
  readonly #capacity: number;
  /** Candles that came alone, each at its number in a ring: candles are numbered as they come. */
  readonly #cells: Float64Array;
  /** Whose place it is: the number of the candle that was put there last. */
  readonly #numbers: Float64Array;
  /** Where the others are, oldest first. Most stretches follow on each other row by row: one run tells of all of a strip. */
  readonly #runs: Run[] = [];
  #newest: Run | undefined;
  /** Number of the next candle. */
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#cells = new Float64Array(capacity * CELLS);
    this.#numbers = new Float64Array(capacity).fill(NaN);
  }

  add(candle: Candle): void {
    const cells = this.#cells;
    const place = this.#next % this.#capacity;
    const at = place * CELLS;
    cells[at] = candle.openTime;
    cells[at + 1] = candle.closeTime;
    cells[at + 2] = candle.open;
    cells[at + 3] = candle.high;
    cells[at + 4] = candle.low;
    cells[at + 5] = candle.close;
    cells[at + 6] = candle.volume;
    cells[at + 7] = candle.bars;
    this.#numbers[place] = this.#next;
    this.#next += 1;
  }

  /** Takes the next so many candles of a stretch, from their rows. */
  addAll({ strip, from }: StretchRows, count: number, periodMs: number): void {
    const shift = from - this.#next;
    if (this.#newest?.strip !== strip || this.#newest.shift !== shift)
      this.#begin({ strip, shift, start: this.#next, periodMs });
    this.#next += count;
  }

  /** Oldest first, without quotes, and without the mark of a partial one. */
  candles(): readonly Candle[] {
    const count = Math.min(this.#next, this.#capacity);
    const oldest = this.#next - count;
    return Array.from({ length: count }, (_, index) => this.#candle(oldest + index));
  }

  /** Those go that nothing is left of. */
  #begin(run: Run): void {
    const runs = this.#runs;
    while ((runs[1]?.start ?? Infinity) <= this.#next - this.#capacity) runs.shift();
    runs.push(run);
    this.#newest = run;
  }

  #candle(number: number): Candle {
    const place = number % this.#capacity;
    if (this.#numbers[place] !== number) return this.#ofRow(number);
    const at = place * CELLS;
    const [openTime, closeTime, open, high, low, close, volume, bars] = this.#cells.subarray(
      at,
      at + CELLS,
    ) as unknown as Cells;
    return { openTime, closeTime, open, high, low, close, volume, bars };
  }

  #ofRow(number: number): Candle {
    let index = this.#runs.length - 1;
    while ((this.#runs[index] as Run).start > number) index -= 1;
    const { strip, shift, periodMs } = this.#runs[index] as Run;
    const place = number + shift;
    const cell = (column: string): number => strip.cell(place, strip.schema.indexOf(column) ?? -1);
    const closeTime = strip.closeTimes[place] as number;
    return {
      openTime: closeTime - periodMs,
      closeTime,
      open: cell('open'),
      high: cell('high'),
      low: cell('low'),
      close: cell('close'),
      volume: cell('volume'),
      bars: 1,
    };
  }
}

type Cells = readonly [number, number, number, number, number, number, number, number];

/** Candles whose rows are in a strip: one with the number n, from `start` on, is at the place n + `shift`. */
interface Run {
  readonly strip: RowStrip;
  readonly shift: number;
  readonly start: number;
  readonly periodMs: number;
}
