import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';
import { SeededAverage } from './seeded-average.js';

/**
 * TRIX: change in percent of a three times smoothed close, each EMA seeded by the mean of its first `period` values (TA-Lib); from row
 * 3 * `period` - 2. Ours, because the library takes an average or a change of 0 for none and keeps every value it has seen.
 */
export class Trix implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  readonly #averages: readonly SeededAverage[];

  constructor(period: number) {
    this.warmUp = 3 * period - 1;
    this.#averages = [1, 2, 3].map(() => new SeededAverage(period));
  }

  update({ close }: Candle): void {
    const former = this.#averages.at(-1)?.value ?? NaN;
    let smoothed = close;
    for (const average of this.#averages) {
      smoothed = average.push(smoothed);
      if (Number.isNaN(smoothed)) return;
    }
    this.cells[0] = former === 0 ? NaN : (100 * (smoothed - former)) / former;
  }
}
