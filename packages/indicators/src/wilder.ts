/** Wilder's average: the mean of the first `length` values, then (former * (length - 1) + value) / length; NaN until there are that many. */
export class WilderAverage {
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
      this.value = (this.value * (this.#length - 1) + value) / this.#length;
      return this.value;
    }
    this.#seen += 1;
    this.#sum += value;
    if (this.#seen === this.#length) this.value = this.#sum / this.#length;
    return this.value;
  }
}
