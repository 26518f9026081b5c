import type * as TechnicalIndicators from 'technicalindicators';
import type { CandleSeries } from './candle-window.js';
import { liftAboveZero } from './candle-window.js';
import { loadLibrary } from './library.cjs';
import { WindowIndicator } from './window-indicator.js';

type Find = (series: CandleSeries) => boolean;

/** Its functions that look for something in open, high, low and close. */
export type PatternName = {
  [Name in keyof typeof TechnicalIndicators]: (typeof TechnicalIndicators)[Name] extends Find ? Name : never;
}[keyof typeof TechnicalIndicators];

/** A flag that is true where the newest `length` candles are a pattern. "Near" means within a thousandth of the price. */
export function candlePattern(name: PatternName, length: number): WindowIndicator {
  const find: Find = loadLibrary()[name];
  return new WindowIndicator({
    length,
    output: { name: '', kind: 'flag' },
    compute(series) {
      return find(liftAboveZero(series).lifted) ? 1 : 0;
    },
  });
}
