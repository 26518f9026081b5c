import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { MAIN_OUTPUT } from '../indicator.js';

/** (high + low + close) / 3. Ours, because the library computes it but does not offer it. */
export class TypicalPrice implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly warmUp = 1;
  #value = NaN;

  update({ high, low, close }: Candle): void {
    this.#value = (high + low + close) / 3;
  }

  cell(): number {
    return this.#value;
  }
}
