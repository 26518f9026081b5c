import type { Candle } from '@q/events';
import { trueRange } from './atr.js';
import type { IndicatorCore, Output } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';

const OUTPUTS: readonly Output[] = [
  MAIN_OUTPUT,
  { name: 'trend', prefix: 'trend_', kind: 'text', values: ['bearish', 'bullish'] },
];

/**
 * Supertrend: bands of `multiplier` ATRs (Wilder, `period`) about (high + low) / 2. The line below a bullish trend only rises, the one above
 * a bearish trend only falls; a close beyond it turns the trend. Begins bullish at row `period` - 1.
 */
export class Supertrend implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #multiplier: number;
  readonly #range: WilderAverage;
  #previousClose = NaN;
  #isBullish = true;
  #line = NaN;

  constructor(period: number, multiplier: number) {
    this.warmUp = period;
    this.#multiplier = multiplier;
    this.#range = new WilderAverage(period);
  }

  update(candle: Candle): void {
    this.#range.push(trueRange(candle, this.#previousClose));
    this.#previousClose = candle.close;
    const half = this.#multiplier * this.#range.value;
    if (Number.isNaN(half)) return;
    const middle = (candle.high + candle.low) / 2;
    const turns = this.#isBullish ? candle.close < this.#line : candle.close > this.#line;
    const former = turns ? NaN : this.#line;
    if (turns) this.#isBullish = !this.#isBullish;
    const fresh = this.#isBullish ? middle - half : middle + half;
    if (Number.isNaN(former)) this.#line = fresh;
    else this.#line = this.#isBullish ? Math.max(fresh, former) : Math.min(fresh, former);
  }

  cell(index: number): number {
    if (index === 0 || Number.isNaN(this.#line)) return this.#line;
    return this.#isBullish ? 1 : 0;
  }
}
