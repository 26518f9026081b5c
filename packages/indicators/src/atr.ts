import type { Candle } from '@q/events';
import type { IndicatorCore } from './indicator.js';
import { emptyCells, MAIN_OUTPUT } from './indicator.js';
import { WilderAverage } from './wilder.js';

/**
 * Average true range after Wilder: the mean of the first `window` true ranges, then (former * (window - 1) + TR) / window.
 * The first candle's true range is high - low. First value at row `window` - 1.
 */
export class Atr implements IndicatorCore {
  readonly outputs = [MAIN_OUTPUT];
  readonly cells = emptyCells(this.outputs);
  readonly warmUp: number;
  readonly #average: WilderAverage;
  #previousClose = NaN;

  constructor(window: number) {
    this.warmUp = window;
    this.#average = new WilderAverage(window);
  }

  update(candle: Candle): void {
    this.cells[0] = this.#average.push(trueRange(candle, this.#previousClose));
    this.#previousClose = candle.close;
  }
}

/** The largest of high - low, |high - previous close| and |low - previous close|; high - low where there is none before. */
export function trueRange(candle: Candle, previousClose: number): number {
  const range = candle.high - candle.low;
  if (Number.isNaN(previousClose)) return range;
  return Math.max(range, Math.abs(candle.high - previousClose), Math.abs(candle.low - previousClose));
}
