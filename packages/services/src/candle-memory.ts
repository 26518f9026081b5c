import type { Candle, Stretch } from '@q/events';

const CELLS = 8;

/** The newest candles of a series, so that what is computed from them can be computed again: as numbers, for a candle kept is a candle that has to be tidied away. */
export class CandleMemory {
  readonly #capacity: number;
  readonly #cells: Float64Array;
  #next = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#cells = new Float64Array(capacity * CELLS);
  }

  add(candle: Candle): void {
    const cells = this.#cells;
    const at = this.#next * CELLS;
    cells[at] = candle.openTime;
    cells[at + 1] = candle.closeTime;
    cells[at + 2] = candle.open;
    cells[at + 3] = candle.high;
    cells[at + 4] = candle.low;
    cells[at + 5] = candle.close;
    cells[at + 6] = candle.volume;
    cells[at + 7] = candle.bars;
    this.#advance();
  }

  /** Takes the candles of a stretch. */
  addAll({ candles, first, count, periodMs }: Pick<Stretch, 'candles' | 'first' | 'count' | 'periodMs'>): void {
    const cells = this.#cells;
    for (let row = first; row < first + count; row += 1) {
      const at = this.#next * CELLS;
      const openTime = candles.openTime[row] as number;
      cells[at] = openTime;
      cells[at + 1] = openTime + periodMs;
      cells[at + 2] = candles.open[row] as number;
      cells[at + 3] = candles.high[row] as number;
      cells[at + 4] = candles.low[row] as number;
      cells[at + 5] = candles.close[row] as number;
      cells[at + 6] = candles.volume[row] as number;
      cells[at + 7] = 1;
      this.#advance();
    }
  }

  #advance(): void {
    this.#next = this.#next + 1 === this.#capacity ? 0 : this.#next + 1;
    if (this.#count < this.#capacity) this.#count += 1;
  }

  /** Oldest first, without quotes, and without the mark of a partial one. */
  candles(): readonly Candle[] {
    const oldest = this.#next - this.#count + this.#capacity;
    return Array.from({ length: this.#count }, (_, place) => this.#candle((oldest + place) % this.#capacity));
  }

  #candle(place: number): Candle {
    const at = place * CELLS;
    const [openTime, closeTime, open, high, low, close, volume, bars] = this.#cells.subarray(
      at,
      at + CELLS,
    ) as unknown as Cells;
    return { openTime, closeTime, open, high, low, close, volume, bars };
  }
}

type Cells = readonly [number, number, number, number, number, number, number, number];
