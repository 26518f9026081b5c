import type { SeriesName } from './candle-window.js';
import { liftAboveZero } from './candle-window.js';
import { loadLibrary } from './library.cjs';
import { WindowIndicator } from './window-indicator.js';

/** Weighted moving average of closes: the newest weighs `period`, the oldest 1. */
export function wma(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute: ({ close }) => newest(library.wma({ period, values: close })),
  });
}

/** Rate of change of the close over `period` candles, in percent. No value where the older close is 0. */
export function roc(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period + 1,
    compute: ({ close }) => (close[0] === 0 ? NaN : newest(library.roc({ period, values: close }))),
  });
}

/** Population standard deviation of closes. */
export function sd(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute(series) {
      const values = liftAboveZero(series).lifted.close;
      return isFlat(values) ? 0 : newest(library.sd({ period, values }));
    },
  });
}

export function highest(period: number, source: SeriesName): WindowIndicator {
  const library = loadLibrary();
  return extreme(period, source, (values) => library.highest({ period, values }));
}

export function lowest(period: number, source: SeriesName): WindowIndicator {
  const library = loadLibrary();
  return extreme(period, source, (values) => library.lowest({ period, values }));
}

export function sum(period: number, source: SeriesName): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute: (series) => newest(library.sum({ period, values: series[source] })),
  });
}

/** Commodity channel index: distance of (high + low + close) / 3 from its mean, in 0.015 mean deviations. 0 where nothing moves. */
export function cci(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute(series) {
      const { high, low, close } = liftAboveZero(series).lifted;
      const typical = close.map((value, index) => ((high[index] ?? 0) + (low[index] ?? 0) + value) / 3);
      // Of a flat series the library divides one rounding error by another.
      return isFlat(typical) ? 0 : newest(library.cci({ period, high, low, close }));
    },
  });
}

/** Williams %R: 0 at the highest high, -100 at the lowest low of `period` candles, -50 where they are one. */
export function williamsR(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute(series) {
      const { high, low, close } = liftAboveZero(series).lifted;
      return isOnePrice(high, low) ? -50 : newest(library.williamsr({ period, high, low, close }));
    },
  });
}

/** %K of the stochastic: 100 at the highest high, 0 at the lowest low of `period` candles, 50 where they are one. */
export function stochasticK(period: number): WindowIndicator {
  const library = loadLibrary();
  return new WindowIndicator({
    length: period,
    compute(series) {
      const { high, low, close } = liftAboveZero(series).lifted;
      if (isOnePrice(high, low)) return 50;
      return newest(library.stochastic({ period, signalPeriod: 1, high, low, close }))?.k ?? NaN;
    },
  });
}

/** Awesome oscillator: simple mean of (high + low) / 2 over `fast` candles minus the one over `slow`. */
export function awesomeOscillator(fast: number, slow: number): WindowIndicator {
  const library = loadLibrary();
  const length = Math.max(fast, slow);
  return new WindowIndicator({
    length,
    compute({ high, low }) {
      if (isFlat(high) && isFlat(low)) return 0;
      return newest(library.awesomeoscillator({ fastPeriod: fast, slowPeriod: slow, high, low }));
    },
  });
}

function extreme(period: number, source: SeriesName, find: (values: number[]) => number[]): WindowIndicator {
  return new WindowIndicator({
    length: period,
    compute(series) {
      // A volume is never below 0, and the highest and lowest of zeros are right.
      if (source === 'volume') return newest(find(series.volume));
      const { lifted, by } = liftAboveZero(series);
      return newest(find(lifted[source])) - by;
    },
  });
}

function newest<Value>(results: readonly Value[]): Value {
  const value = results.at(-1);
  if (value === undefined) throw new Error('the library gave no value for a full window');
  return value;
}

function isOnePrice(high: readonly number[], low: readonly number[]): boolean {
  return isFlat(high) && isFlat(low) && high[0] === low[0];
}

function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
