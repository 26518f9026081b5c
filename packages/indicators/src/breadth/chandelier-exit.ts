import type { Candle } from '@q/events';
import { trueRange } from '../atr.js';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells } from '../indicator.js';
import { WilderAverage } from '../wilder.js';
import { WindowExtreme } from '../window-extreme.js';

const OUTPUTS: readonly Output[] = [
  { name: 'long', suffix: '_long', kind: 'number' },
  { name: 'short', suffix: '_short', kind: 'number' },
];

/**
 * Le Beau's chandelier exit: highest high minus `multiplier` ATRs for a long position, lowest low plus as many for a short one. The ATR has no
 * range of the first candle (TA-Lib); from row `period`. Ours, because the library keeps every price and has no highest below 0.
 */
export class ChandelierExit implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #multiplier: number;
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;
  readonly #range: WilderAverage;
  #close = NaN;

  constructor(period: number, multiplier: number) {
    this.warmUp = period + 1;
    this.#multiplier = multiplier;
    this.#highest = new WindowExtreme(period, 'highest');
    this.#lowest = new WindowExtreme(period, 'lowest');
    this.#range = new WilderAverage(period);
  }

  update(candle: Candle): void {
    const highest = this.#highest.push(candle.high);
    const lowest = this.#lowest.push(candle.low);
    if (!Number.isNaN(this.#close)) this.#range.push(trueRange(candle, this.#close));
    this.#close = candle.close;
    const distance = this.#multiplier * this.#range.value;
    this.cells[0] = highest - distance;
    this.cells[1] = lowest + distance;
  }
}
