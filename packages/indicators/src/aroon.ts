import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells } from './indicator.js';
import { WindowExtreme } from './window-extreme.js';

const OUTPUTS: readonly Output[] = [
  { name: 'up', suffix: '_up', kind: 'number' },
  { name: 'down', suffix: '_down', kind: 'number' },
];

/** Aroon: 100 * (`period` - candles since the highest high, or lowest low, of `period` + 1) / `period`; the oldest of equals; from row `period`. */
export class Aroon implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #period: number;
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;

  constructor(period: number) {
    this.warmUp = period + 1;
    this.#period = period;
    this.#highest = new WindowExtreme(period + 1, 'highest');
    this.#lowest = new WindowExtreme(period + 1, 'lowest');
  }

  update(candle: Candle): void {
    this.#highest.push(candle.high);
    this.#lowest.push(candle.low);
    if (!this.#highest.isReady) return;
    this.cells[0] = (100 * (this.#period - this.#highest.age)) / this.#period;
    this.cells[1] = (100 * (this.#period - this.#lowest.age)) / this.#period;
  }
}
