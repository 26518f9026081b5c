import type { Candle } from '@q/events';
import { emaStep } from './ema.js';
import type { IndicatorCore, Output } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';

const OUTPUTS: readonly Output[] = [
  MAIN_OUTPUT,
  { name: 'signal', suffix: '_signal', kind: 'number' },
  { name: 'hist', suffix: '_hist', kind: 'number' },
];

/** Moving average convergence divergence: fast EMA - slow EMA of closes, its EMA as signal, their difference; all from row 0. */
export class Macd implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly warmUp = 1;
  readonly #fastAlpha: number;
  readonly #slowAlpha: number;
  readonly #signalAlpha: number;
  #fast = NaN;
  #slow = NaN;
  #signal = NaN;

  constructor(fast: number, slow: number, signal: number) {
    this.#fastAlpha = 2 / (fast + 1);
    this.#slowAlpha = 2 / (slow + 1);
    this.#signalAlpha = 2 / (signal + 1);
  }

  update({ close }: Candle): void {
    this.#fast = emaStep(this.#fast, close, this.#fastAlpha);
    this.#slow = emaStep(this.#slow, close, this.#slowAlpha);
    this.#signal = emaStep(this.#signal, this.#fast - this.#slow, this.#signalAlpha);
  }

  cell(index: number): number {
    if (index === 1) return this.#signal;
    const macd = this.#fast - this.#slow;
    return index === 0 ? macd : macd - this.#signal;
  }
}
