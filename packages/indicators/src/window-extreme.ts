/**
 * Highest (or lowest) value of the last `length` ones, and how long ago it was, the oldest where several are equal.
 * A monotonic queue in typed arrays: each value is put in once and taken out once.
 */
export class WindowExtreme {
  readonly #length: number;
  readonly #sign: 1 | -1;
  readonly #values: Float64Array;
  readonly #places: Int32Array;
  /** The arrays are as long as a power of two, so that a place in them is found without a division. */
  readonly #mask: number;
  #head = 0;
  #size = 0;
  /** Wraps around after two thousand million values; ages are differences and stay right. */
  #place = 0;
  #missing: number;

  constructor(length: number, kind: 'highest' | 'lowest') {
    const capacity = 2 ** Math.ceil(Math.log2(length));
    this.#length = length;
    this.#sign = kind === 'highest' ? 1 : -1;
    this.#values = new Float64Array(capacity);
    this.#places = new Int32Array(capacity);
    this.#mask = capacity - 1;
    this.#missing = length;
  }

  get isReady(): boolean {
    return this.#missing === 0;
  }

  get value(): number {
    return this.#sign * (this.#values[this.#head] as number);
  }

  /** 0 for the newest value. */
  get age(): number {
    return (this.#place - 1 - (this.#places[this.#head] as number)) | 0;
  }

  /** Takes the next value and gives the extreme. */
  push(value: number): number {
    const values = this.#values;
    const mask = this.#mask;
    const signed = this.#sign * value;
    const place = this.#place;
    let head = this.#head;
    let size = this.#size;
    if (size > 0 && ((place - (this.#places[head] as number)) | 0) >= this.#length) {
      head = (head + 1) & mask;
      size -= 1;
    }
    while (size > 0 && (values[(head + size - 1) & mask] as number) < signed) size -= 1;
    const slot = (head + size) & mask;
    values[slot] = signed;
    this.#places[slot] = place;
    this.#head = head;
    this.#size = size + 1;
    this.#place = (place + 1) | 0;
    if (this.#missing > 0) this.#missing -= 1;
    return this.#sign * (values[head] as number);
  }
}
