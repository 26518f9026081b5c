import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';
import { WindowExtreme } from './window-extreme.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'signal', prefix: 'signal_', kind: 'number' }];

/**
 * Ultimate RSI: over `length` closes the change counts as the whole range where the highest rose, as minus the range where the lowest fell,
 * else as the change of the close; 50 + 50 * RMA(change) / RMA(|change|) from row 2 * `length` - 2. `signal` is its RMA. No value while nothing moves.
 */
export class UltimateRsi implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;
  readonly #change: WilderAverage;
  readonly #movement: WilderAverage;
  readonly #signal: WilderAverage;
  #close = NaN;
  #formerHigh = NaN;
  #formerLow = NaN;
  #value = NaN;

  constructor(length: number, smoothLength: number) {
    this.warmUp = 2 * length - 2 + smoothLength;
    this.#highest = new WindowExtreme(length, 'highest');
    this.#lowest = new WindowExtreme(length, 'lowest');
    this.#change = new WilderAverage(length);
    this.#movement = new WilderAverage(length);
    this.#signal = new WilderAverage(smoothLength);
  }

  update({ close }: Candle): void {
    const change = close - this.#close;
    this.#close = close;
    this.#highest.push(close);
    this.#lowest.push(close);
    if (!this.#highest.isReady) return;
    const high = this.#highest.value;
    const low = this.#lowest.value;
    const counted = high > this.#formerHigh ? high - low : low < this.#formerLow ? low - high : change;
    this.#formerHigh = high;
    this.#formerLow = low;
    this.#change.push(counted);
    this.#movement.push(Math.abs(counted));
    this.#value = this.#movement.value > 0 ? 50 + (50 * this.#change.value) / this.#movement.value : NaN;
    if (!Number.isNaN(this.#value)) this.#signal.push(this.#value);
  }

  cell(index: number): number {
    if (index === 0) return this.#value;
    return Number.isNaN(this.#value) ? NaN : this.#signal.value;
  }
}
