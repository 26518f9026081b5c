import type { IndicatorRow } from '@q/events';

/** The newest rows of one (symbol, timeframe), in a ring of fixed size. */
export class RecentRows {
  readonly #rows: (IndicatorRow | undefined)[];
  #next = 0;
  #count = 0;

  constructor(limit: number) {
    this.#rows = new Array<IndicatorRow | undefined>(limit).fill(undefined);
  }

  get count(): number {
    return this.#count;
  }

  /** Takes the next row. One that is not newer than the newest begins the series anew: it is sent again after a restart. */
  add(row: IndicatorRow): void {
    const newest = this.at(0);
    if (newest !== undefined && row.closeTime <= newest.closeTime) this.clear();
    this.append(row);
  }

  /** Takes the next row as it is: a candle that repeats the time of the one before it has a row of its own. */
  append(row: IndicatorRow): void {
    this.#rows[this.#next] = row;
    this.#next = this.#next + 1 === this.#rows.length ? 0 : this.#next + 1;
    if (this.#count < this.#rows.length) this.#count += 1;
  }

  /** The row `back` closes before the newest (0); `undefined` where none is kept. */
  at(back: number): IndicatorRow | undefined {
    if (back >= this.#count) return undefined;
    const index = this.#next - 1 - back;
    return this.#rows[index < 0 ? index + this.#rows.length : index];
  }

  clear(): void {
    this.#rows.fill(undefined);
    this.#next = 0;
    this.#count = 0;
  }
}
