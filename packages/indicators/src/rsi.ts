import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
import { emaStep } from './ema.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { RelativeStrength } from './relative-strength.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'signal', prefix: 'signal_', kind: 'number' }];

/**
 * Relative strength index after Wilder: gains and losses seeded by the mean of the first `period` changes; 100 where nothing fell,
 * 0 where nothing rose, 50 where nothing moved. `signal` is an EMA of it, seeded by its first value. First values at row `period`.
 */
export class Rsi implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #strength: RelativeStrength;
  readonly #signalAlpha: number;

  constructor(period: number, signalPeriod: number) {
    this.#strength = new RelativeStrength(period);
    this.#signalAlpha = 2 / (signalPeriod + 1);
    this.warmUp = period + 1;
  }

  update(candle: Candle): void {
    this.#take(candle.close);
  }

  updateAll({ candles: { close }, first, end, cells, at, width }: CandleRun): void {
    const own = this.cells;
    let to = at;
    for (let row = first; row < end; row += 1) {
      this.#take(close[row] as number);
      cells[to] = own[0] as number;
      cells[to + 1] = own[1] as number;
      to += width;
    }
  }

  #take(close: number): void {
    const value = this.#strength.push(close);
    if (Number.isNaN(value)) return;
    this.cells[0] = value;
    this.cells[1] = emaStep(this.cells[1] as number, value, this.#signalAlpha);
  }
}
