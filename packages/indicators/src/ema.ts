import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';

/** Exponential moving average with alpha = 2 / (period + 1), seeded by the first close; a value from row 0. */
export class Ema implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp = 1;
  readonly #alpha: number;

  constructor(period: number) {
    this.#alpha = 2 / (period + 1);
  }

  update(candle: Candle): void {
    this.cells[0] = emaStep(this.cells[0] as number, candle.close, this.#alpha);
  }

  updateAll({ candles: { close }, first, end, cells, at, width }: CandleRun): void {
    const alpha = this.#alpha;
    let value = this.cells[0] as number;
    let to = at;
    for (let row = first; row < end; row += 1) {
      value = emaStep(value, close[row] as number, alpha);
      cells[to] = value;
      to += width;
    }
    this.cells[0] = value;
  }
}

/** One step of an exponential average; NaN as the former value seeds it. */
export function emaStep(former: number, value: number, alpha: number): number {
  return Number.isNaN(former) ? value : alpha * value + (1 - alpha) * former;
}
