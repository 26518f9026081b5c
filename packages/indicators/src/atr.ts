import type { Candle } from '@q/events';
import type { CandleRun } from './candle-run.js';
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

  updateAll({ candles: { high, low, close }, first, end, cells, at, width }: CandleRun): void {
    const average = this.#average;
    let previousClose = this.#previousClose;
    let to = at;
    for (let row = first; row < end; row += 1) {
      cells[to] = average.push(trueRangeOf(high[row] as number, low[row] as number, previousClose));
      previousClose = close[row] as number;
      to += width;
    }
    this.#previousClose = previousClose;
    this.cells[0] = average.value;
  }
}

/** The largest of high - low, |high - previous close| and |low - previous close|; high - low where there is none before. */
export function trueRange({ high, low }: Candle, previousClose: number): number {
  return trueRangeOf(high, low, previousClose);
}

export function trueRangeOf(high: number, low: number, previousClose: number): number {
  const range = high - low;
  if (Number.isNaN(previousClose)) return range;
  return Math.max(range, Math.abs(high - previousClose), Math.abs(low - previousClose));
}
