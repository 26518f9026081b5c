/** Wilder's relative strength of a series of closes; NaN until `period` changes were seen. */
export class RelativeStrength {
  readonly #period: number;
  #previousClose = NaN;
  #changes = 0;
  #gain = 0;
  #loss = 0;
  value = NaN;

  constructor(period: number) {
    this.#period = period;
  }

  /** Takes the next close and gives the strength. */
  push(close: number): number {
    const change = close - this.#previousClose;
    this.#previousClose = close;
    if (Number.isNaN(change)) return this.value;
    const period = this.#period;
    const gain = change > 0 ? change : 0;
    const loss = change < 0 ? -change : 0;
    if (this.#changes < period) {
      this.#changes += 1;
      this.#gain += gain;
      this.#loss += loss;
      if (this.#changes < period) return this.value;
      this.#gain /= period;
      this.#loss /= period;
    } else {
      this.#gain = (this.#gain * (period - 1) + gain) / period;
      this.#loss = (this.#loss * (period - 1) + loss) / period;
    }
    this.value = strength(this.#gain, this.#loss);
    return this.value;
  }
}

/** 100 where nothing fell, 0 where nothing rose, 50 where nothing moved. */
export function strength(gain: number, loss: number): number {
  if (loss === 0) return gain === 0 ? 50 : 100;
  return 100 - 100 / (1 + gain / loss);
}
