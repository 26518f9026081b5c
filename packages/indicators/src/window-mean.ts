/** Mean of the last `length` values; NaN until there are that many. */
export class WindowMean {
  readonly #window: Float64Array;
  #next = 0;
  #seen = 0;
  #sum = 0;

  constructor(length: number) {
    this.#window = new Float64Array(length);
  }

  get value(): number {
    return this.#seen < this.#window.length ? NaN : this.#sum / this.#window.length;
  }

  push(value: number): void {
    const window = this.#window;
    this.#sum += value - (window[this.#next] as number);
    window[this.#next] = value;
    this.#seen += 1;
    this.#next += 1;
    if (this.#next < window.length) return;
    this.#next = 0;
    // Added up anew once a turn, so that rounding errors of the running sum cannot pile up.
    let sum = 0;
    for (const one of window) sum += one;
    this.#sum = sum;
  }
}
