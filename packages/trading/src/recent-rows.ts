import type { CellValue, IndicatorRow, RowSchema, RowStrip } from '@q/events';

/** The newest rows of one (symbol, timeframe), so many at most. Rows that came as numbers become objects where somebody wants one. */
export class RecentRows {
  readonly #limit: number;
  /**
   * Rows that are objects, each at its number in a ring as long as a power of two: rows are numbered as they come. What stands at a place counts
   * while its number stands there too: rows that come as numbers leave both as they are.
   */
  readonly #made: (IndicatorRow | undefined)[];
  readonly #numbers: number[];
  /** Where the other rows are, oldest first. Most strips follow on each other row by row: one run tells of all rows of a strip. */
  #runs: Run[] = [];
  #newest: Run | undefined;
  /** Number of the next row. */
  #next = 0;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
    const length = 2 ** Math.ceil(Math.log2(limit));
    this.#made = new Array<IndicatorRow | undefined>(length).fill(undefined);
    this.#numbers = new Array<number>(length).fill(NONE);
  }

  get count(): number {
    return this.#count;
  }

  /** Takes the next row. One that is not newer than the newest begins the series anew: it is sent again after a restart. */
  add(row: IndicatorRow): void {
    if (row.closeTime <= this.closeTime(0)) this.clear();
    this.append(row);
  }

  /** Takes the next row as it is: a candle that repeats the time of the one before it has a row of its own. */
  append(row: IndicatorRow): void {
    this.#keep(this.#next, row);
    this.#advance(1);
  }

  /** Takes the next row from a strip. */
  appendFrom(strip: RowStrip, place: number): void {
    this.appendAll(strip, place, 1);
  }

  /** Takes the next so many rows from a strip: of rows that follow on those that came from it before, also with objects between, nothing is to be noted. */
  appendAll(strip: RowStrip, from: number, count: number): void {
    const shift = from - this.#next;
    const newest = this.#newest;
    const isMore = newest?.strip === strip && newest.shift === shift && newest.start <= this.#next;
    if (!isMore) this.#begin({ strip, shift, start: this.#next });
    this.#advance(count);
  }

  /** Takes the newest row back, before it comes again: an older one that had to go for it stays away. */
  dropNewest(): void {
    if (this.#count === 0) return;
    this.#next -= 1;
    this.#count -= 1;
    // The next row gets its number.
    this.#numbers[this.#placeOf(this.#next)] = NONE;
  }

  /** The row `back` closes before the newest (0); `undefined` where none is kept. */
  at(back: number): IndicatorRow | undefined {
    if (back >= this.#count) return undefined;
    const number = this.#next - 1 - back;
    const known = this.#madeOf(number);
    if (known !== undefined) return known;
    const { strip, shift } = this.#runOf(number);
    const made = strip.row(number + shift);
    this.#keep(number, made);
    return made;
  }

  /** A cell of the row `back` closes before the newest, NaN where it is not ready or none is kept. */
  cell(back: number, column: number): number {
    if (back >= this.#count) return NaN;
    const number = this.#next - 1 - back;
    const known = this.#madeOf(number);
    if (known !== undefined) return known.cells[column] ?? NaN;
    const { strip, shift } = this.#runOf(number);
    return strip.cell(number + shift, column);
  }

  /** A value of the row `back` closes before the newest by its column's name, without making the row; `undefined` where there is none. */
  value(back: number, name: string): CellValue | undefined {
    if (back >= this.#count) return undefined;
    const number = this.#next - 1 - back;
    const known = this.#madeOf(number);
    if (known !== undefined) return known.value(name);
    const { strip, shift } = this.#runOf(number);
    return strip.value(number + shift, name);
  }

  /** The columns of the row `back` closes before the newest; `undefined` where none is kept. */
  schema(back: number): RowSchema | undefined {
    if (back >= this.#count) return undefined;
    const number = this.#next - 1 - back;
    return (this.#madeOf(number) ?? this.#runOf(number).strip).schema;
  }

  /** When the row `back` closes before the newest closed, ms UTC; NaN where none is kept. */
  closeTime(back: number): number {
    if (back >= this.#count) return NaN;
    const number = this.#next - 1 - back;
    const known = this.#madeOf(number);
    if (known !== undefined) return known.closeTime;
    const { strip, shift } = this.#runOf(number);
    return strip.closeTimes[number + shift] ?? NaN;
  }

  clear(): void {
    this.#made.fill(undefined);
    this.#numbers.fill(NONE);
    this.#runs = [];
    this.#newest = undefined;
    this.#next = 0;
    this.#count = 0;
  }

  #madeOf(number: number): IndicatorRow | undefined {
    const place = this.#placeOf(number);
    return this.#numbers[place] === number ? this.#made[place] : undefined;
  }

  #keep(number: number, row: IndicatorRow): void {
    const place = this.#placeOf(number);
    this.#made[place] = row;
    this.#numbers[place] = number;
  }

  #placeOf(number: number): number {
    return number & (this.#made.length - 1);
  }

  #advance(count: number): void {
    this.#next += count;
    this.#count = Math.min(this.#limit, this.#count + count);
  }

  /** Those go that nothing is left of. */
  #begin(run: Run): void {
    const runs = this.#runs;
    if (this.#newest !== undefined && this.#newest.start >= run.start) runs.pop();
    while ((runs[1]?.start ?? Infinity) <= this.#next - this.#count) runs.shift();
    runs.push(run);
    this.#newest = run;
  }

  /** Of a row that is no object. */
  #runOf(number: number): Run {
    let index = this.#runs.length - 1;
    while ((this.#runs[index] as Run).start > number) index -= 1;
    return this.#runs[index] as Run;
  }
}

/** No number of a row. */
const NONE = -1;

/** Rows of a strip: a row with the number n, from `start` on, is at the place n + `shift`. */
interface Run {
  readonly strip: RowStrip;
  readonly shift: number;
  readonly start: number;
}
