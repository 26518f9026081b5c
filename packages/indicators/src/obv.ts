import type { Candle } from '@q/events';
import { emaStep } from './ema.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'ema', suffix: '_ema', kind: 'number' }];

/** On-balance volume from 0: volume added on a higher close, taken away on a lower one. `ema` is its distance from its own EMA. From row 0. */
export class Obv implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp = 1;
  readonly #alpha: number;
  #close = NaN;
  #obv = 0;
  #ema = NaN;

  constructor(period: number) {
    this.#alpha = 2 / (period + 1);
  }

  update({ close, volume }: Candle): void {
    if (close > this.#close) this.#obv += volume;
    else if (close < this.#close) this.#obv -= volume;
    this.#close = close;
    this.#ema = emaStep(this.#ema, this.#obv, this.#alpha);
    this.cells[0] = this.#obv;
    this.cells[1] = this.#obv - this.#ema;
  }
}
