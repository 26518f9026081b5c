import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';

/** Wilder's moving average of closes, seeded by the mean of the first `period`; first value at row `period` - 1. */
export class Rma implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly warmUp: number;
  readonly #average: WilderAverage;

  constructor(period: number) {
    this.warmUp = period;
    this.#average = new WilderAverage(period);
  }

  update(candle: Candle): void {
    this.#average.push(candle.close);
  }

  cell(): number {
    return this.#average.value;
  }
}
