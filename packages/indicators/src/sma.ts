import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { WindowMean } from './window-mean.js';

/** Simple moving average: the mean of the last `period` closes; first value at row `period` - 1. */
export class Sma implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  readonly #mean: WindowMean;

  constructor(period: number) {
    this.warmUp = period;
    this.#mean = new WindowMean(period);
  }

  update(candle: Candle): void {
    this.cells[0] = this.#mean.push(candle.close);
  }

  updateAll(run: CandleRun): void {
    this.#mean.pushAll(run.candles.close, run);
    this.cells[0] = this.#mean.value;
  }
}
