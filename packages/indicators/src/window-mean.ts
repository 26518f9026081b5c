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
