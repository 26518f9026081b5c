import type { CandleRun } from './candle-run.js';

/** Mean of the last `length` values; NaN until there are that many. */
export class WindowMean {
  readonly #window: Float64Array;
  #next = 0;
  #isFull = false;
  #sum = 0;
  value = NaN;

  constructor(length: number) {
    this.#window = new Float64Array(length);
  }

  /** Takes the next value and gives the mean. */
  push(value: number): number {
    const window = this.#window;
    const next = this.#next;
    const sum = this.#sum + (value - (window[next] as number));
    window[next] = value;
    if (next + 1 === window.length) this.#addAnew();
    else {
      this.#next = next + 1;
      this.#sum = sum;
    }
    if (this.#isFull) this.value = this.#sum / window.length;
    return this.value;
  }

  /** Takes the values of a run, and writes the mean after each where it says: what is kept of one for the next is not stored meanwhile. */
  pushAll(values: Float64Array, { first, end, cells, at, width }: CandleRun): void {
    const window = this.#window;
    const { length } = window;
    let next = this.#next;
    let sum = this.#sum;
    let to = at;
    for (let row = first; row < end; row += 1) {
      const value = values[row] as number;
      sum += value - (window[next] as number);
      window[next] = value;
      next += 1;
      if (next === length) {
        this.#addAnew();
        sum = this.#sum;
        next = 0;
      }
      cells[to] = this.#isFull ? sum / length : NaN;
      to += width;
    }
    this.#next = next;
    this.#sum = sum;
    if (this.#isFull) this.value = sum / length;
  }

  /** Once a turn, so that rounding errors of the running sum cannot pile up. */
  #addAnew(): void {
    const window = this.#window;
    let sum = 0;
    for (let index = 0; index < window.length; index += 1) sum += window[index] as number;
    this.#sum = sum;
    this.#next = 0;
    this.#isFull = true;
  }
}
