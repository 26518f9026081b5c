import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';

/**
 * Parabolic stop and reverse. Begins bullish at the first low; moves towards the extreme by a factor that grows by `acceleration` with each
 * new extreme up to `maximum`. Where the candle crosses it, it turns to the extreme of the trend, this candle's included. A value from row 0.
 */
export class ParabolicSar implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp = 1;
  readonly #acceleration: number;
  readonly #maximum: number;
  #isBullish = true;
  #extreme = NaN;
  #factor: number;

  constructor(acceleration: number, maximum: number) {
    this.#acceleration = acceleration;
    this.#maximum = maximum;
    this.#factor = acceleration;
  }

  update({ high, low }: Candle): void {
    const former = this.cells[0] as number;
    if (Number.isNaN(former)) {
      this.cells[0] = low;
      this.#extreme = high;
      return;
    }
    const sar = former + this.#factor * (this.#extreme - former);
    const crossed = this.#isBullish ? low < sar : high > sar;
    this.cells[0] = crossed ? this.#turn(high, low) : sar;
    if (!crossed) this.#extend(this.#isBullish ? high : low);
  }

  /** Gives the value on the candle of the turn. */
  #turn(high: number, low: number): number {
    const sar = this.#isBullish ? Math.max(this.#extreme, high) : Math.min(this.#extreme, low);
    this.#isBullish = !this.#isBullish;
    this.#extreme = this.#isBullish ? high : low;
    this.#factor = this.#acceleration;
    return sar;
  }

  #extend(price: number): void {
    const isNew = this.#isBullish ? price > this.#extreme : price < this.#extreme;
    if (!isNew) return;
    this.#extreme = price;
    this.#factor = Math.min(this.#factor + this.#acceleration, this.#maximum);
  }
}
