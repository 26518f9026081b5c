import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';

/** (high + low + close) / 3. Ours, because the library computes it but does not offer it. */
export class TypicalPrice implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp = 1;

  update({ high, low, close }: Candle): void {
    this.cells[0] = (high + low + close) / 3;
  }
}
