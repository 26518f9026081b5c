import { loadLibrary } from './library.cjs';
import { StreamIndicator } from './stream-indicator.js';

/** Wilder's moving average as the library steps it: the mean of the first `period` closes, then former + (close - former) / period. */
export function wema(period: number): StreamIndicator {
  const { WEMA } = loadLibrary();
  const stream = new WEMA({ period, values: [] });
  return new StreamIndicator({ warmUp: period, next: ({ close }) => [stream.nextValue(close)] });
}

/** Wilder's average of the rises of the close, a fall counting 0. */
export function averageGain(period: number): StreamIndicator {
  const { AverageGain } = loadLibrary();
  const stream = new AverageGain({ period, values: [] });
  return new StreamIndicator({ warmUp: period + 1, next: ({ close }) => [stream.nextValue(close)] });
}

/** Wilder's average of the falls of the close, as positive numbers, a rise counting 0. */
export function averageLoss(period: number): StreamIndicator {
  const { AverageLoss } = loadLibrary();
  const stream = new AverageLoss({ period, values: [] });
  return new StreamIndicator({ warmUp: period + 1, next: ({ close }) => [stream.nextValue(close)] });
}

/** Largest of high - low, |high - former close| and |low - former close|; none on the first candle. */
export function trueRange(): StreamIndicator {
  const { TrueRange } = loadLibrary();
  const stream = new TrueRange({ high: [], low: [], close: [] });
  return new StreamIndicator({
    warmUp: 2,
    // Its types leave out that the first candle has none.
    next: ({ high, low, close }) => [stream.nextValue({ high, low, close }) as number | undefined],
  });
}

/** Heikin-Ashi candle: close is the mean of the four prices, open the middle of the former Heikin-Ashi body. */
export function heikinAshi(): StreamIndicator {
  const { HeikinAshi } = loadLibrary();
  const stream = new HeikinAshi({ open: [], high: [], low: [], close: [] });
  return new StreamIndicator({
    warmUp: 1,
    outputs: (['open', 'high', 'low', 'close'] as const).map((name) => ({ name, suffix: `_${name}`, kind: 'number' })),
    next({ open, high, low, close }) {
      const candle = stream.nextValue({ open, high, low, close });
      return [candle?.open, candle?.high, candle?.low, candle?.close];
    },
  });
}

const DAY_MS = 86_400_000;

/**
 * Volume-weighted average of (high + low + close) / 3, begun anew with each UTC day: an average since the first candle would differ with the
 * candle somebody started from. `anchor` `none` gives that one. No value while no volume was traded.
 */
export function vwap(anchor: 'day' | 'none'): StreamIndicator {
  const { VWAP } = loadLibrary();
  let day = NaN;
  let stream = emptyVwap();
  return new StreamIndicator({
    warmUp: 1,
    next({ openTime, high, low, close, volume }) {
      const now = anchor === 'day' ? Math.floor(openTime / DAY_MS) : 0;
      if (now !== day) stream = emptyVwap();
      day = now;
      return [stream.nextValue({ high, low, close, volume })];
    },
  });

  function emptyVwap(): InstanceType<typeof VWAP> {
    return new VWAP({ high: [], low: [], close: [], volume: [] });
  }
}
