const EMPTY_THRESHOLD = 0.04;
const QUANTILE = 0.7;

/**
 * The newest band widths, linked in ascending order, with one finger on those that their 70th percentile lies between: a width that comes or goes
 * moves it by one.
 */
export class WidthMemory {
  /** The width of each node: a ring in which the newest takes the node of the oldest. */
  readonly #ring: Float64Array;
  /** The nodes beside each in ascending order; the one behind the last stands before the first and after the greatest. */
  readonly #after: Int32Array;
  readonly #before: Int32Array;
  readonly #ends: number;
  #size = 0;
  #next = 0;
  /** The node that came last: the next width is not far from it. */
  #newest: number;
  /** The node below the percentile, and how many stand before it. */
  #low: number;
  #rank = 0;

  constructor(capacity: number) {
    this.#ring = new Float64Array(capacity);
    this.#after = new Int32Array(capacity + 1).fill(capacity);
    this.#before = new Int32Array(capacity + 1).fill(capacity);
    this.#ends = capacity;
    this.#newest = capacity;
    this.#low = capacity;
  }

  /** 70th percentile with linear interpolation; 0.04 where nothing is remembered. */
  get threshold(): number {
    if (this.#size === 0) return EMPTY_THRESHOLD;
    const next = this.#after[this.#low] as number;
    const below = this.#ring[this.#low] as number;
    const above = next === this.#ends ? below : (this.#ring[next] as number);
    const fraction = (this.#size - 1) * QUANTILE - this.#rank;
    // The form that numpy uses, so that the last bit agrees with the reference.
    return fraction >= 0.5 ? above - (above - below) * (1 - fraction) : below + (above - below) * fraction;
  }

  /** Adds widths one after the other, and tells of each the threshold before it. */
  follow(widths: Float64Array, thresholds: Float64Array, count: number): void {
    for (let index = 0; index < count; index += 1) {
      thresholds[index] = this.threshold;
      this.add(widths[index] as number);
    }
  }

  add(width: number): void {
    const node = this.#next;
    if (this.#size === this.#ring.length) this.#remove(node);
    this.#insert(node, width);
    this.#next = node + 1 === this.#ring.length ? 0 : node + 1;
    this.#settle();
  }

  /** The remembered widths, oldest first. */
  values(): readonly number[] {
    const isFull = this.#size === this.#ring.length;
    return [...(isFull ? this.#ring.slice(this.#next) : []), ...this.#ring.slice(0, this.#next)];
  }

  #remove(node: number): void {
    const [after, before] = [this.#after[node] as number, this.#before[node] as number];
    if (node === this.#low) this.#low = after;
    else if (this.#isBeforeLow(node)) this.#rank -= 1;
    if (node === this.#newest) this.#newest = after;
    this.#after[before] = after;
    this.#before[after] = before;
    this.#size -= 1;
  }

  /** Before those that are as wide. */
  #insert(node: number, width: number): void {
    const ring = this.#ring;
    const ends = this.#ends;
    let after = this.#newest;
    while (after !== ends && (ring[after] as number) < width) after = this.#after[after] as number;
    let before = this.#before[after] as number;
    while (before !== ends && (ring[before] as number) >= width) {
      after = before;
      before = this.#before[after] as number;
    }
    ring[node] = width;
    this.#after[node] = after;
    this.#before[node] = before;
    this.#after[before] = node;
    this.#before[after] = node;
    this.#newest = node;
    this.#size += 1;
    if (this.#low === ends || width <= (ring[this.#low] as number)) this.#rank += 1;
  }

  /** Moves the finger to where it belongs: by one node, mostly none. */
  #settle(): void {
    const wanted = Math.floor((this.#size - 1) * QUANTILE);
    while (this.#rank > wanted) {
      this.#low = this.#before[this.#low] as number;
      this.#rank -= 1;
    }
    while (this.#rank < wanted) {
      this.#low = this.#after[this.#low] as number;
      this.#rank += 1;
    }
  }

  #isBeforeLow(node: number): boolean {
    const width = this.#ring[node] as number;
    if (this.#low === this.#ends) return true;
    const low = this.#ring[this.#low] as number;
    if (width !== low) return width < low;
    // As wide as others: it is looked for among them.
    let one = this.#before[this.#low] as number;
    while (one !== this.#ends && one !== node && this.#ring[one] === width) one = this.#before[one] as number;
    return one === node;
  }
}
