import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells } from '../indicator.js';

const OUTPUTS: readonly Output[] = [{ name: '', kind: 'flag' }];

/**
 * A spinning top: both shadows are longer than the body. Ours, because the library does not ask which way the candle went and takes the whole
 * range for a shadow.
 */
export class SpinningTop implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp = 1;
  readonly #direction: 1 | -1;

  constructor(direction: 'bullish' | 'bearish') {
    this.#direction = direction === 'bullish' ? 1 : -1;
  }

  update({ open, high, low, close }: Candle): void {
    const body = (close - open) * this.#direction;
    const isTop = body > 0 && high - Math.max(open, close) > body && Math.min(open, close) - low > body;
    this.cells[0] = isTop ? 1 : 0;
  }
}
