import type { Candle } from '@q/events';
import { trueRange } from './atr.js';
import { BAND_OUTPUTS, writeBand } from './band-outputs.js';
import { emaStep } from './ema.js';
import type { IndicatorCore } from './indicator.js';
import { emptyCells } from './indicator.js';
import { WindowMean } from './window-mean.js';

/** Keltner channel: EMA of (high + low + close) / 3 plus and minus `multiplier` simple means of the true range; from row `atrWindow` - 1. */
export class Keltner implements IndicatorCore {
  readonly outputs = BAND_OUTPUTS;
  readonly cells = emptyCells(BAND_OUTPUTS);
  readonly warmUp: number;
  readonly #alpha: number;
  readonly #multiplier: number;
  readonly #range: WindowMean;
  #middle = NaN;
  #close = NaN;

  constructor(emaWindow: number, atrWindow: number, multiplier: number) {
    this.warmUp = atrWindow;
    this.#alpha = 2 / (emaWindow + 1);
    this.#multiplier = multiplier;
    this.#range = new WindowMean(atrWindow);
  }

  update(candle: Candle): void {
    const range = this.#range.push(trueRange(candle, this.#close));
    this.#close = candle.close;
    this.#middle = emaStep(this.#middle, (candle.high + candle.low + candle.close) / 3, this.#alpha);
    if (!Number.isNaN(range)) writeBand(this.cells, candle.close, this.#middle, this.#multiplier * range);
  }
}
