import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';

/**
 * Parabolic stop and reverse. Begins bullish at the first low; moves towards the extreme by a factor that grows by `acceleration` with each
 * new extreme up to `maximum`. Where the candle crosses it, it turns to the extreme of the trend, this candle's included. A value from row 0.
 */
export class ParabolicSar implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly warmUp = 1;
  readonly #acceleration: number;
  readonly #maximum: number;
  #isBullish = true;
  #sar = NaN;
  #extreme = NaN;
  #factor: number;

  constructor(acceleration: number, maximum: number) {
    this.#acceleration = acceleration;
    this.#maximum = maximum;
    this.#factor = acceleration;
  }

  update({ high, low }: Candle): void {
    if (Number.isNaN(this.#sar)) {
      this.#sar = low;
      this.#extreme = high;
      return;
    }
    this.#sar += this.#factor * (this.#extreme - this.#sar);
    const crossed = this.#isBullish ? low < this.#sar : high > this.#sar;
    if (crossed) this.#turn(high, low);
    else this.#extend(this.#isBullish ? high : low);
  }

  cell(): number {
    return this.#sar;
  }

  #turn(high: number, low: number): void {
    this.#sar = this.#isBullish ? Math.max(this.#extreme, high) : Math.min(this.#extreme, low);
    this.#isBullish = !this.#isBullish;
    this.#extreme = this.#isBullish ? high : low;
    this.#factor = this.#acceleration;
  }

  #extend(price: number): void {
    const isNew = this.#isBullish ? price > this.#extreme : price < this.#extreme;
    if (!isNew) return;
    this.#extreme = price;
    this.#factor = Math.min(this.#factor + this.#acceleration, this.#maximum);
  }
}
