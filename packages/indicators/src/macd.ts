import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
import { emaStep } from './ema.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT, writeCells } from './indicator.js';

const OUTPUTS: readonly Output[] = [
  MAIN_OUTPUT,
  { name: 'signal', suffix: '_signal', kind: 'number' },
  { name: 'hist', suffix: '_hist', kind: 'number' },
];

/** Moving average convergence divergence: fast EMA - slow EMA of closes, its EMA as signal, their difference; all from row 0. */
export class Macd implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp = 1;
  readonly #fastAlpha: number;
  readonly #slowAlpha: number;
  readonly #signalAlpha: number;
  #fast = NaN;
  #slow = NaN;

  constructor(fast: number, slow: number, signal: number) {
    this.#fastAlpha = 2 / (fast + 1);
    this.#slowAlpha = 2 / (slow + 1);
    this.#signalAlpha = 2 / (signal + 1);
  }

  update({ close }: Candle): void {
    this.#take(close);
  }

  updateAll({ candles: { close }, first, end, cells, at, width }: CandleRun): void {
    let to = at;
    for (let row = first; row < end; row += 1) {
      this.#take(close[row] as number);
      writeCells(cells, to, this.cells);
      to += width;
    }
  }

  #take(close: number): void {
    this.#fast = emaStep(this.#fast, close, this.#fastAlpha);
    this.#slow = emaStep(this.#slow, close, this.#slowAlpha);
    const macd = this.#fast - this.#slow;
    const signal = emaStep(this.cells[1] as number, macd, this.#signalAlpha);
    this.cells[0] = macd;
    this.cells[1] = signal;
    this.cells[2] = macd - signal;
  }
}
