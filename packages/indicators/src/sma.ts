import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';

/** Simple moving average: the mean of the last `period` closes; first value at row `period` - 1. */
export class Sma implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly warmUp: number;
  readonly #window: Float64Array;
  #next = 0;
  #seen = 0;
  #sum = 0;

  constructor(period: number) {
    this.warmUp = period;
    this.#window = new Float64Array(period);
  }

  update(candle: Candle): void {
    const window = this.#window;
    this.#sum += candle.close - (window[this.#next] as number);
    window[this.#next] = candle.close;
    this.#seen += 1;
    this.#next += 1;
    if (this.#next === window.length) {
      this.#next = 0;
      // Added up anew once a turn, so that rounding errors of the running sum cannot pile up.
      let sum = 0;
      for (const close of window) sum += close;
      this.#sum = sum;
    }
  }

  cell(): number {
    return this.#seen < this.#window.length ? NaN : this.#sum / this.#window.length;
  }
}
