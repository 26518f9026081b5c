import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';

/**
 * Accumulation/distribution line after Chaikin: sum of volume * ((close - low) - (high - close)) / (high - low), a candle without a range
 * adding nothing; from row 0. Ours, because the library rounds the line to whole numbers and adds the volume of a candle without a range.
 */
export class Accumulation implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp = 1;
  #line = 0;

  update({ high, low, close, volume }: Candle): void {
    const share = high > low ? (close - low - (high - close)) / (high - low) : 0;
    this.#line += share * volume;
    this.cells[0] = this.#line;
  }
}
