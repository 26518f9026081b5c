import type { Candle } from '@q/events';
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
}

/** One step of an exponential average; NaN as the former value seeds it. */
export function emaStep(former: number, value: number, alpha: number): number {
  return Number.isNaN(former) ? value : alpha * value + (1 - alpha) * former;
}
