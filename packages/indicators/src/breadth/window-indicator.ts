import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';
import type { CandleSeries } from './candle-window.js';
import { CandleWindow } from './candle-window.js';
import { exactly } from './exactly.js';

export interface WindowFormula {
  /** How many candles it needs. */
  readonly length: number;
  readonly output?: Output;
  /** The value at the newest of exactly `length` candles; what is not finite counts as no value. */
  readonly compute: (series: CandleSeries) => number;
}

/**
 * A formula of technicalindicators over a fixed number of candles, computed anew on each. So nothing is kept that could grow, no rounding
 * error is carried along, and a bad value is gone with its candle: the faults of its own streaming cannot occur.
 */
export class WindowIndicator implements IndicatorCore {
  readonly outputs: readonly Output[];
  readonly cells = emptyCells([MAIN_OUTPUT]);
  readonly warmUp: number;
  readonly #window: CandleWindow;
  readonly #compute: (series: CandleSeries) => number;

  constructor({ length, output = MAIN_OUTPUT, compute }: WindowFormula) {
    this.outputs = [output];
    this.warmUp = length;
    this.#window = new CandleWindow(length);
    this.#compute = compute;
  }

  update(candle: Candle): void {
    this.#window.push(candle);
    if (!this.#window.isFull) return;
    const value = exactly(() => this.#compute(this.#window.series));
    this.cells[0] = Number.isFinite(value) ? value : NaN;
  }
}
