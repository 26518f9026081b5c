import type { Candle } from '@q/events';
import { emaStep } from './ema.js';
import type { IndicatorCore, Output } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'signal', prefix: 'signal_', kind: 'number' }];

/**
 * Relative strength index after Wilder: gains and losses seeded by the mean of the first `period` changes; 100 where nothing fell,
 * 0 where nothing rose, 50 where nothing moved. `signal` is an EMA of it, seeded by its first value. First values at row `period`.
 */
export class Rsi implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #period: number;
  readonly #signalAlpha: number;
  #previousClose = NaN;
  #changes = 0;
  #gain = 0;
  #loss = 0;
  #value = NaN;
  #signal = NaN;

  constructor(period: number, signalPeriod: number) {
    this.#period = period;
    this.#signalAlpha = 2 / (signalPeriod + 1);
    this.warmUp = period + 1;
  }

  update(candle: Candle): void {
    const change = candle.close - this.#previousClose;
    this.#previousClose = candle.close;
    if (Number.isNaN(change)) return;
    this.#changes += 1;
    const gain = change > 0 ? change : 0;
    const loss = change < 0 ? -change : 0;
    const period = this.#period;
    if (this.#changes <= period) {
      this.#gain += gain;
      this.#loss += loss;
      if (this.#changes < period) return;
      this.#gain /= period;
      this.#loss /= period;
    } else {
      this.#gain = (this.#gain * (period - 1) + gain) / period;
      this.#loss = (this.#loss * (period - 1) + loss) / period;
    }
    this.#value = strength(this.#gain, this.#loss);
    this.#signal = emaStep(this.#signal, this.#value, this.#signalAlpha);
  }

  cell(index: number): number {
    return index === 0 ? this.#value : this.#signal;
  }
}

function strength(gain: number, loss: number): number {
  if (loss === 0) return gain === 0 ? 50 : 100;
  return 100 - 100 / (1 + gain / loss);
}
