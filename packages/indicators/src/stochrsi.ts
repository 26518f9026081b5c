import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells } from './indicator.js';
import { RelativeStrength } from './relative-strength.js';
import { WindowExtreme } from './window-extreme.js';
import { WindowMean } from './window-mean.js';

const OUTPUTS: readonly Output[] = [
  { name: 'k', suffix: '_k', kind: 'number' },
  { name: 'd', suffix: '_d', kind: 'number' },
];

export interface StochRsiPeriods {
  readonly rsi: number;
  readonly stochastic: number;
  readonly k: number;
  readonly d: number;
}

/**
 * Stochastic of the RSI: 100 * (RSI - lowest) / (highest - lowest) over `stochastic` RSI values, K its simple mean, D the mean of K.
 * Where the RSI stands still: 100 at the top, 0 at the bottom, else 50.
 */
export class StochRsi implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #rsi: RelativeStrength;
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;
  readonly #k: WindowMean;
  readonly #d: WindowMean;

  constructor({ rsi, stochastic, k, d }: StochRsiPeriods) {
    this.warmUp = rsi + stochastic + k + d - 2;
    this.#rsi = new RelativeStrength(rsi);
    this.#highest = new WindowExtreme(stochastic, 'highest');
    this.#lowest = new WindowExtreme(stochastic, 'lowest');
    this.#k = new WindowMean(k);
    this.#d = new WindowMean(d);
  }

  update(candle: Candle): void {
    const value = this.#rsi.push(candle.close);
    if (Number.isNaN(value)) return;
    const highest = this.#highest.push(value);
    const lowest = this.#lowest.push(value);
    if (!this.#highest.isReady) return;
    const k = this.#k.push(stochastic(value, lowest, highest));
    if (Number.isNaN(k)) return;
    this.cells[0] = k;
    this.cells[1] = this.#d.push(k);
  }
}

function stochastic(value: number, lowest: number, highest: number): number {
  if (highest > lowest) return (100 * (value - lowest)) / (highest - lowest);
  return value === 100 || value === 0 ? value : 50;
}
