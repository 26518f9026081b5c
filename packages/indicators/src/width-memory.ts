const EMPTY_THRESHOLD = 0.04;
const QUANTILE = 0.7;

/** The newest band widths, kept sorted, so that their 70th percentile is at hand on every bar. */
export class WidthMemory {
  readonly #ring: Float64Array;
  readonly #sorted: Float64Array;
  #size = 0;
  #next = 0;
  /** Where the last width went out of the sorted ones, and where the last one went in. */
  #lastFrom = 0;
  #lastTo = 0;

  constructor(capacity: number) {
    this.#ring = new Float64Array(capacity);
    this.#sorted = new Float64Array(capacity);
  }

  /** 70th percentile with linear interpolation; 0.04 where nothing is remembered. */
  get threshold(): number {
    if (this.#size === 0) return EMPTY_THRESHOLD;
    const position = (this.#size - 1) * QUANTILE;
    const low = Math.floor(position);
    const below = this.#sorted[low] ?? 0;
    const above = this.#sorted[Math.min(low + 1, this.#size - 1)] ?? below;
    const fraction = position - low;
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
    if (this.#size === this.#ring.length) this.#replace(this.#ring[this.#next] as number, width);
    else this.#insert(width);
    this.#ring[this.#next] = width;
    this.#next = this.#next + 1 === this.#ring.length ? 0 : this.#next + 1;
  }

  /** The remembered widths, oldest first. */
  values(): readonly number[] {
    const isFull = this.#size === this.#ring.length;
    return [...(isFull ? this.#ring.slice(this.#next) : []), ...this.#ring.slice(0, this.#next)];
  }

  #insert(width: number): void {
    const at = this.#placeNear(this.#lastTo, width);
    this.#sorted.copyWithin(at + 1, at, this.#size);
    this.#sorted[at] = width;
    this.#size += 1;
  }

  /** Only what stands between the two places moves. */
  #replace(former: number, width: number): void {
    const sorted = this.#sorted;
    const from = this.#placeNear(this.#lastFrom, former);
    const to = this.#placeNear(this.#lastTo, width);
    this.#lastFrom = from;
    this.#lastTo = to;
    if (to > from) sorted.copyWithin(from, from + 1, to);
    else sorted.copyWithin(to + 1, to, from);
    sorted[to > from ? to - 1 : to] = width;
  }

  /** Where the first width stands that is not smaller. Widths change little from one to the next: it is found in a few steps from a place near it. */
  #placeNear(place: number, width: number): number {
    const sorted = this.#sorted;
    const size = this.#size;
    let at = place;
    while (at < size && (sorted[at] as number) < width) at += 1;
    while (at > 0 && (sorted[at - 1] as number) >= width) at -= 1;
    return at;
  }
}
