import type { Candle } from '@q/events';
import { BAND_OUTPUTS, bandCell } from './band-outputs.js';
import type { IndicatorCore } from './indicator.js';

/** Bollinger bands: mean of `window` closes plus and minus `deviations` population standard deviations; from row `window` - 1. */
export class BollingerBands implements IndicatorCore {
  readonly outputs = BAND_OUTPUTS;
  readonly warmUp: number;
  readonly #deviations: number;
  readonly #window: Float64Array;
  #next = 0;
  #seen = 0;
  /** Sums are taken of distances from this price: squares of small numbers lose nothing. */
  #pivot = 0;
  #sum = 0;
  #squares = 0;
  #close = NaN;
  #middle = NaN;
  #half = NaN;

  constructor(window: number, deviations: number) {
    this.warmUp = window;
    this.#deviations = deviations;
    this.#window = new Float64Array(window);
  }

  update({ close }: Candle): void {
    const window = this.#window;
    const length = window.length;
    if (this.#seen === 0) this.#pivot = close;
    const gone = this.#seen < length ? 0 : (window[this.#next] as number) - this.#pivot;
    const come = close - this.#pivot;
    this.#sum += come - gone;
    this.#squares += come * come - gone * gone;
    window[this.#next] = close;
    this.#close = close;
    this.#seen += 1;
    this.#next += 1;
    if (this.#next === length) this.#addAnew();
    if (this.#seen < length) return;
    const mean = this.#sum / length;
    this.#middle = this.#pivot + mean;
    this.#half = this.#deviations * Math.sqrt(Math.max(0, this.#squares / length - mean * mean));
  }

  cell(index: number): number {
    return bandCell(index, this.#close, this.#middle, this.#half);
  }

  /** Once a turn: the running sums start from the window itself, around a price in its middle. */
  #addAnew(): void {
    this.#next = 0;
    let total = 0;
    for (const close of this.#window) total += close;
    this.#pivot = total / this.#window.length;
    this.#sum = 0;
    this.#squares = 0;
    for (const close of this.#window) {
      const distance = close - this.#pivot;
      this.#sum += distance;
      this.#squares += distance * distance;
    }
  }
}
