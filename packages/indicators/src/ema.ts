import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';

/** Exponential moving average with alpha = 2 / (period + 1), seeded by the first close; a value from row 0. */
export class Ema implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly warmUp = 1;
  readonly #alpha: number;
  #value = NaN;

  constructor(period: number) {
    this.#alpha = 2 / (period + 1);
  }

  update(candle: Candle): void {
    this.#value = emaStep(this.#value, candle.close, this.#alpha);
  }

  cell(): number {
    return this.#value;
  }
}

/** One step of an exponential average; NaN as the former value seeds it. */
export function emaStep(former: number, value: number, alpha: number): number {
  return Number.isNaN(former) ? value : alpha * value + (1 - alpha) * former;
}
