import type { Candle } from '@q/events';
import { trueRange } from './atr.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
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
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #multiplier: number;
  readonly #range: WilderAverage;
  #previousClose = NaN;
  #isBullish = true;

  constructor(period: number, multiplier: number) {
    this.warmUp = period;
    this.#multiplier = multiplier;
    this.#range = new WilderAverage(period);
  }

  update(candle: Candle): void {
    const half = this.#multiplier * this.#range.push(trueRange(candle, this.#previousClose));
    this.#previousClose = candle.close;
    if (Number.isNaN(half)) return;
    const middle = (candle.high + candle.low) / 2;
    const line = this.cells[0] as number;
    const turns = this.#isBullish ? candle.close < line : candle.close > line;
    const former = turns ? NaN : line;
    if (turns) this.#isBullish = !this.#isBullish;
    const fresh = this.#isBullish ? middle - half : middle + half;
    if (Number.isNaN(former)) this.cells[0] = fresh;
    else this.cells[0] = this.#isBullish ? Math.max(fresh, former) : Math.min(fresh, former);
    this.cells[1] = this.#isBullish ? 1 : 0;
  }
}
