import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells } from '../indicator.js';
import { WindowMean } from '../window-mean.js';
import { stochasticK } from './window-formulas.js';

const OUTPUTS: readonly Output[] = [
  { name: 'k', suffix: '_k', kind: 'number' },
  { name: 'd', suffix: '_d', kind: 'number' },
];

/** Stochastic oscillator: %K of the library, and %D, its simple mean, of ours: so a flat market is 50 in both and not 0. */
export class Stochastic implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #k: IndicatorCore;
  readonly #d: WindowMean;

  constructor(period: number, signalPeriod: number) {
    this.warmUp = period + signalPeriod - 1;
    this.#k = stochasticK(period);
    this.#d = new WindowMean(signalPeriod);
  }

  update(candle: Candle): void {
    this.#k.update(candle);
    const k = this.#k.cells[0] ?? NaN;
    if (Number.isNaN(k)) return;
    this.cells[0] = k;
    this.cells[1] = this.#d.push(k);
  }
}
