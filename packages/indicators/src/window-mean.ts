import type { CandleRun } from './candle-run.js';

/**
 * Mean of the last `length` values; NaN until there are that many. Once a turn of its window the running sum gives way to the sum of the turn's own
 * values, which was added up beside it: so rounding errors cannot pile up.
 */
export class WindowMean {
  readonly #window: Float64Array;
  #next = 0;
  #isFull = false;
  #sum = 0;
  /** Of the values since the turn began. */
  #turn = 0;
  value = NaN;

  constructor(length: number) {
    this.#window = new Float64Array(length);
  }

  /** Takes the next value and gives the mean. */
  push(value: number): number {
    const window = this.#window;
    const next = this.#next;
    const sum = this.#sum + (value - (window[next] as number));
    const turn = this.#turn + value;
    window[next] = value;
    if (next + 1 === window.length) {
      this.#next = 0;
      this.#isFull = true;
      this.#sum = turn;
      this.#turn = 0;
    } else {
      this.#next = next + 1;
      this.#sum = sum;
      this.#turn = turn;
    }
    if (this.#isFull) this.value = this.#sum / window.length;
    return this.value;
  }

  /** Takes the values of a run, and writes the mean after each where it says: what is kept of one for the next is not stored meanwhile. */
  pushAll(values: Float64Array, { first, end, cells, at, width }: CandleRun): void {
    const window = this.#window;
    const { length } = window;
    let next = this.#next;
    let isFull = this.#isFull;
    let sum = this.#sum;
    let turn = this.#turn;
    let to = at;
    for (let row = first; row < end; row += 1) {
      const value = values[row] as number;
      sum += value - (window[next] as number);
      turn += value;
      window[next] = value;
      next += 1;
      if (next === length) {
        next = 0;
        isFull = true;
        sum = turn;
        turn = 0;
      }
      cells[to] = isFull ? sum / length : NaN;
      to += width;
    }
    this.#next = next;
    this.#isFull = isFull;
    this.#sum = sum;
    this.#turn = turn;
    if (isFull) this.value = sum / length;
  }
}
