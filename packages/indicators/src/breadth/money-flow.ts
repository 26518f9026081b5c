import type { Candle } from '@q/events';
import type { IndicatorCore } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';

/**
 * Money flow index: 100 * up / (up + down), with volume * (high + low + close) / 3 of the candles whose typical price rose or fell over
 * `period` changes; 50 where there is none; from row `period`. Ours, because the library drops the first change, counts an unchanged
 * price as a fall and rounds to two decimals.
 */
export class MoneyFlow implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  /** Flow of the newest changes, negative for a fall. */
  readonly #flows: Float64Array;
  #typical = NaN;
  #changes = 0;

  constructor(period: number) {
    this.warmUp = period + 1;
    this.#flows = new Float64Array(period);
  }

  update({ high, low, close, volume }: Candle): void {
    const typical = (high + low + close) / 3;
    const change = typical - this.#typical;
    this.#typical = typical;
    if (Number.isNaN(change)) return;
    this.#flows[this.#changes % this.#flows.length] = Math.sign(change) * Math.abs(typical) * volume;
    this.#changes += 1;
    if (this.#changes >= this.#flows.length) this.cells[0] = upShare(this.#flows);
  }
}

function upShare(flows: Float64Array): number {
  let up = 0;
  let all = 0;
  for (const flow of flows) {
    if (flow > 0) up += flow;
    all += Math.abs(flow);
  }
  return all === 0 ? 50 : (100 * up) / all;
}
