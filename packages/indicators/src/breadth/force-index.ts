import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';
import { SeededAverage } from './seeded-average.js';

/**
 * Elder's force index: EMA of (close - former close) * volume, seeded by the mean of the first `period`; from row `period`.
 * Ours, because the library counts a value twice where that mean is 0.
 */
export class ForceIndex implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  readonly #average: SeededAverage;
  #close = NaN;

  constructor(period: number) {
    this.warmUp = period + 1;
    this.#average = new SeededAverage(period);
  }

  update({ close, volume }: Candle): void {
    const change = close - this.#close;
    this.#close = close;
    if (!Number.isNaN(change)) this.cells[0] = this.#average.push(change * volume);
  }
}
