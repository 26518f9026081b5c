import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';

/** Wilder's moving average of closes, seeded by the mean of the first `period`; first value at row `period` - 1. */
export class Rma implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  readonly #average: WilderAverage;

  constructor(period: number) {
    this.warmUp = period;
    this.#average = new WilderAverage(period);
  }

  update(candle: Candle): void {
    this.cells[0] = this.#average.push(candle.close);
  }
}
