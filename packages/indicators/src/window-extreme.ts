/**
 * Highest (or lowest) value of the last `length` ones, and how long ago it was, the oldest where several are equal.
 * A monotonic queue in typed arrays: each value is put in once and taken out once.
 */
export class WindowExtreme {
  readonly #length: number;
  readonly #sign: 1 | -1;
  readonly #values: Float64Array;
  readonly #places: Float64Array;
  #head = 0;
  #size = 0;
  #seen = 0;

  constructor(length: number, kind: 'highest' | 'lowest') {
    this.#length = length;
    this.#sign = kind === 'highest' ? 1 : -1;
    this.#values = new Float64Array(length);
    this.#places = new Float64Array(length);
  }

  get isReady(): boolean {
    return this.#seen >= this.#length;
  }

  get value(): number {
    return this.#sign * (this.#values[this.#head] as number);
  }

  /** 0 for the newest value. */
  get age(): number {
    return this.#seen - 1 - (this.#places[this.#head] as number);
  }

  push(value: number): void {
    const signed = this.#sign * value;
    const place = this.#seen;
    this.#seen += 1;
    if (this.#size > 0 && (this.#places[this.#head] as number) <= place - this.#length) {
      this.#head = this.#next(this.#head);
      this.#size -= 1;
    }
    while (this.#size > 0 && (this.#values[this.#slot(this.#size - 1)] as number) < signed) this.#size -= 1;
    const slot = this.#slot(this.#size);
    this.#values[slot] = signed;
    this.#places[slot] = place;
    this.#size += 1;
  }

  #slot(offset: number): number {
    const slot = this.#head + offset;
    return slot >= this.#length ? slot - this.#length : slot;
  }

  #next(slot: number): number {
    return slot + 1 === this.#length ? 0 : slot + 1;
  }
}
