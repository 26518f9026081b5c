/** Exponential average with alpha = 2 / (`length` + 1), seeded by the mean of the first `length` values; NaN until there are that many. */
export class SeededAverage {
  readonly #length: number;
  #seen = 0;
  #sum = 0;
  value = NaN;

  constructor(length: number) {
    this.#length = length;
  }

  /** Takes the next value and gives the average. */
  push(value: number): number {
    if (this.#seen === this.#length) {
      this.value += ((value - this.value) * 2) / (this.#length + 1);
      return this.value;
    }
    this.#seen += 1;
    this.#sum += value;
    if (this.#seen === this.#length) this.value = this.#sum / this.#length;
    return this.value;
  }
}
