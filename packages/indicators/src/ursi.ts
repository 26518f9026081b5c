import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';
import { WindowExtreme } from './window-extreme.js';

const OUTPUTS: readonly Output[] = [MAIN_OUTPUT, { name: 'signal', prefix: 'signal_', kind: 'number' }];

/**
 * Ultimate RSI: over `length` closes the change counts as the whole range where the highest rose, as minus the range where the lowest fell,
 * else as the change of the close; 50 + 50 * RMA(change) / RMA(|change|) from row 2 * `length` - 2. `signal` is its RMA. No value while nothing moves.
 */
export class UltimateRsi implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;
  readonly #change: WilderAverage;
  readonly #movement: WilderAverage;
  readonly #signal: WilderAverage;
  #close = NaN;
  #formerHigh = NaN;
  #formerLow = NaN;

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
    const high = this.#highest.push(close);
    const low = this.#lowest.push(close);
    if (!this.#highest.isReady) return;
    const counted = high > this.#formerHigh ? high - low : low < this.#formerLow ? low - high : change;
    this.#formerHigh = high;
    this.#formerLow = low;
    const direction = this.#change.push(counted);
    const movement = this.#movement.push(Math.abs(counted));
    const value = movement > 0 ? 50 + (50 * direction) / movement : NaN;
    this.cells[0] = value;
    this.cells[1] = Number.isNaN(value) ? NaN : this.#signal.push(value);
  }
}
