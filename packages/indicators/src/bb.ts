import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
import { BAND_OUTPUTS, writeBand } from './band-outputs.js';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, writeCells } from './indicator.js';

/** Bollinger bands: mean of `window` closes plus and minus `deviations` population standard deviations; from row `window` - 1. */
export class BollingerBands implements IndicatorCore {
  readonly outputs = BAND_OUTPUTS;
  readonly cells = emptyCells(BAND_OUTPUTS);
  readonly warmUp: number;
  readonly #deviations: number;
  readonly #window: Float64Array;
  #next = 0;
  #seen = 0;
  /** Sums are taken of distances from this price: squares of small numbers lose nothing. */
  #pivot = 0;
  #sum = 0;
  #squares = 0;

  constructor(window: number, deviations: number) {
    this.warmUp = window;
    this.#deviations = deviations;
    this.#window = new Float64Array(window);
  }

  update({ close }: Candle): void {
    this.#take(close);
  }

  updateAll({ candles: { close }, first, end, cells, at, width }: CandleRun): void {
    let to = at;
    for (let row = first; row < end; row += 1) {
      this.#take(close[row] as number);
      writeCells(cells, to, this.cells);
      to += width;
    }
  }

  #take(close: number): void {
    const window = this.#window;
    const length = window.length;
    if (this.#seen === 0) this.#pivot = close;
    const gone = this.#seen < length ? 0 : (window[this.#next] as number) - this.#pivot;
    const come = close - this.#pivot;
    this.#sum += come - gone;
    this.#squares += come * come - gone * gone;
    window[this.#next] = close;
    this.#seen += 1;
    this.#next += 1;
    if (this.#next === length) this.#addAnew();
    if (this.#seen < length) return;
    const mean = this.#sum / length;
    const deviation = Math.sqrt(Math.max(0, this.#squares / length - mean * mean));
    writeBand(this.cells, close, this.#pivot + mean, this.#deviations * deviation);
  }

  /** Once a turn: the running sums start from the window itself, around a price in its middle. */
  #addAnew(): void {
    this.#next = 0;
    const window = this.#window;
    let total = 0;
    for (let index = 0; index < window.length; index += 1) total += window[index] as number;
    const pivot = total / window.length;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < window.length; index += 1) {
      const distance = (window[index] as number) - pivot;
      sum += distance;
      squares += distance * distance;
    }
    this.#pivot = pivot;
    this.#sum = sum;
    this.#squares = squares;
  }
}
