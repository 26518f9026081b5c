import type { IndicatorRow, RowSchema } from '@q/events';
import { RowStrip } from '@q/events';

/** The newest rows of one (symbol, timeframe), in a ring of fixed size. Rows that came as numbers become objects where somebody wants one. */
export class RecentRows {
  readonly #rows: (IndicatorRow | RowStrip | undefined)[];
  /** Where a row is in its strip. */
  readonly #places: Int32Array;
  #next = 0;
  #count = 0;

  constructor(limit: number) {
    this.#rows = new Array<IndicatorRow | RowStrip | undefined>(limit).fill(undefined);
    this.#places = new Int32Array(limit);
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
    this.#rows[this.#next] = row;
    this.#advance();
  }

  /** Takes the next row from a strip. */
  appendFrom(strip: RowStrip, place: number): void {
    this.#rows[this.#next] = strip;
    this.#places[this.#next] = place;
    this.#advance();
  }

  /** Takes the next so many rows from a strip. */
  appendAll(strip: RowStrip, from: number, count: number): void {
    const rows = this.#rows;
    const places = this.#places;
    let next = this.#next;
    for (let place = from; place < from + count; place += 1) {
      rows[next] = strip;
      places[next] = place;
      next = next + 1 === rows.length ? 0 : next + 1;
    }
    this.#next = next;
    this.#count = Math.min(rows.length, this.#count + count);
  }

  /** Takes the newest row back, before it comes again: an older one that had to go for it stays away. */
  dropNewest(): void {
    if (this.#count === 0) return;
    this.#next = this.#next === 0 ? this.#rows.length - 1 : this.#next - 1;
    this.#rows[this.#next] = undefined;
    this.#count -= 1;
  }

  /** The row `back` closes before the newest (0); `undefined` where none is kept. */
  at(back: number): IndicatorRow | undefined {
    if (back >= this.#count) return undefined;
    const index = this.#indexOf(back);
    const row = this.#rows[index];
    if (!(row instanceof RowStrip)) return row;
    const made = row.row(this.#places[index] as number);
    this.#rows[index] = made;
    return made;
  }

  /** A cell of the row `back` closes before the newest, NaN where it is not ready or none is kept. */
  cell(back: number, column: number): number {
    if (back >= this.#count) return NaN;
    const index = this.#indexOf(back);
    const row = this.#rows[index];
    if (row instanceof RowStrip) return row.cell(this.#places[index] as number, column);
    return row?.cells[column] ?? NaN;
  }

  /** The columns of the row `back` closes before the newest; `undefined` where none is kept. */
  schema(back: number): RowSchema | undefined {
    return back >= this.#count ? undefined : this.#rows[this.#indexOf(back)]?.schema;
  }

  /** When the row `back` closes before the newest closed, ms UTC; NaN where none is kept. */
  closeTime(back: number): number {
    if (back >= this.#count) return NaN;
    const index = this.#indexOf(back);
    const row = this.#rows[index];
    return (row instanceof RowStrip ? row.closeTimes[this.#places[index] as number] : row?.closeTime) ?? NaN;
  }

  clear(): void {
    this.#rows.fill(undefined);
    this.#next = 0;
    this.#count = 0;
  }

  #advance(): void {
    this.#next = this.#next + 1 === this.#rows.length ? 0 : this.#next + 1;
    if (this.#count < this.#rows.length) this.#count += 1;
  }

  #indexOf(back: number): number {
    const index = this.#next - 1 - back;
    return index < 0 ? index + this.#rows.length : index;
  }
}
