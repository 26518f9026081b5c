import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';
import { WindowMean } from '../window-mean.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'signal', suffix: '_signal', kind: 'number' }];

export interface KstPeriods {
  /** Of the four rates of change, shortest first. */
  readonly rates: readonly number[];
  /** Of their means. */
  readonly means: readonly number[];
  readonly signal: number;
}

/**
 * Pring's know sure thing: four rates of change of the close in percent, each averaged, weighed 1 to 4 and added up; `signal` is a simple mean
 * of it. A rate against a close of 0 is left out. Ours, because the library's signal of 0 counts as none and its lists keep every value.
 */
export class Kst implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #rates: readonly number[];
  readonly #means: readonly WindowMean[];
  readonly #signal: WindowMean;
  readonly #closes: Float64Array;
  #seen = 0;

  constructor({ rates, means, signal }: KstPeriods) {
    this.warmUp = Math.max(...rates.map((rate, index) => rate + (means[index] ?? 0))) + signal - 1;
    this.#rates = rates;
    this.#means = means.map((mean) => new WindowMean(mean));
    this.#signal = new WindowMean(signal);
    this.#closes = new Float64Array(Math.max(...rates) + 1);
  }

  update({ close }: Candle): void {
    this.#closes[this.#seen % this.#closes.length] = close;
    let sum = 0;
    this.#means.forEach((mean, index) => {
      const rate = this.#rate(this.#rates[index] ?? 0, close);
      if (Number.isFinite(rate)) mean.push(rate);
      sum += (index + 1) * mean.value;
    });
    this.#seen += 1;
    if (Number.isNaN(sum)) return;
    this.cells[0] = sum;
    this.cells[1] = this.#signal.push(sum);
  }

  #rate(period: number, close: number): number {
    if (this.#seen < period) return NaN;
    const older = this.#closes[(this.#seen - period) % this.#closes.length] as number;
    return (100 * (close - older)) / older;
  }
}
