/**
 * Draws with replacement, the same on every machine for the same seed: a counter that grows by the golden ratio in 32 bits
 * (Weyl sequence), each step mixed by the finalizer of MurmurHash3. Enough for resampling, not for secrets.
 */
export class SeededDraws {
  #state: number;

  constructor(seed: number) {
    this.#state = mixed(seed | 0);
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return Math.floor(((mixed(this.#state) >>> 0) / 4_294_967_296) * count);
  }
}

function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
