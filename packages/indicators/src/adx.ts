import type { Candle } from '@q/events';
import { trueRange } from './atr.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';

const OUTPUTS: readonly Output[] = [
  MAIN_OUTPUT,
  { name: 'plus_di', suffix: '_plus_di', kind: 'number' },
  { name: 'minus_di', suffix: '_minus_di', kind: 'number' },
];

const LEAST_RANGE = 1e-8;

/**
 * Average directional index after Wilder. The first candle only gives what the second is compared with; sums of true range and directional
 * movement over `period`, DI at most 100, ADX the mean of the first `period` DX and smoothed from there. Rounded to 6 decimals; from row 2 * `period` - 1.
 */
export class Adx implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #period: number;
  readonly #adx: WilderAverage;
  #high = NaN;
  #low = NaN;
  #close = NaN;
  #seen = 0;
  #range = 0;
  #plus = 0;
  #minus = 0;

  constructor(period: number) {
    this.warmUp = 2 * period;
    this.#period = period;
    this.#adx = new WilderAverage(period);
  }

  update(candle: Candle): void {
    const { high, low } = candle;
    const up = high - this.#high;
    const down = this.#low - low;
    const range = Math.max(trueRange(candle, this.#close), LEAST_RANGE);
    this.#high = high;
    this.#low = low;
    this.#close = candle.close;
    if (Number.isNaN(up)) return;
    // The sums keep their length: of the first `period` values nothing is taken away yet.
    const kept = this.#seen < this.#period ? 1 : 1 - 1 / this.#period;
    this.#seen += 1;
    this.#range = this.#range * kept + range;
    this.#plus = this.#plus * kept + (up > down && up > 0 ? up : 0);
    this.#minus = this.#minus * kept + (down > up && down > 0 ? down : 0);
    if (this.#seen < this.#period) return;
    const plusDi = Math.min(100, (100 * this.#plus) / this.#range);
    const minusDi = Math.min(100, (100 * this.#minus) / this.#range);
    const sum = plusDi + minusDi;
    const adx = this.#adx.push(sum === 0 ? 0 : (100 * Math.abs(plusDi - minusDi)) / sum);
    if (Number.isNaN(adx)) return;
    this.cells[0] = rounded(adx);
    this.cells[1] = rounded(plusDi);
    this.cells[2] = rounded(minusDi);
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
