import type { Candle } from '@q/events';

/** Prices and volumes of the newest candles, oldest first, as technicalindicators reads them. */
export interface CandleSeries {
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: number[];
}

export type SeriesName = keyof CandleSeries;

export const SERIES_NAMES = ['open', 'high', 'low', 'close', 'volume'] as const satisfies readonly SeriesName[];

/** The newest `length` candles. */
export class CandleWindow {
  readonly series: CandleSeries = { open: [], high: [], low: [], close: [], volume: [] };
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
  }

  get isFull(): boolean {
    return this.series.close.length === this.#length;
  }

  push(candle: Candle): void {
    const isFull = this.isFull;
    for (const name of SERIES_NAMES) {
      if (isFull) this.series[name].shift();
      this.series[name].push(candle[name]);
    }
  }
}

/**
 * The same prices, moved up together where one of them is not above 0: technicalindicators takes a 0 for "no value" and has no highest below it.
 * Only for what does not depend on the level; `by` is how far they were moved.
 */
export function liftAboveZero(series: CandleSeries): { readonly lifted: CandleSeries; readonly by: number } {
  const { open, high, low, close, volume } = series;
  const prices = [open, high, low, close];
  if (prices.every((values) => values.every((value) => value > 0))) return { lifted: series, by: 0 };
  let lowest = 0;
  let largest = 0;
  for (const value of prices.flat()) {
    lowest = Math.min(lowest, value);
    largest = Math.max(largest, Math.abs(value));
  }
  const by = (largest === 0 ? 1 : largest) - lowest;
  const lift = (values: readonly number[]): number[] => values.map((value) => value + by);
  return { lifted: { open: lift(open), high: lift(high), low: lift(low), close: lift(close), volume }, by };
}
