/** Prices in columns of sound candles, of one length. */
export interface SoundPrices {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

export interface FoundJumps {
  /** A price that is so many times the close before it, or its inverse, is a jump. */
  readonly factor: number;
  readonly count: number;
  /** Place of the first. */
  readonly first: number | undefined;
}

/** Changes of less than a tenth are never called absurd. */
const LEAST_CHANGE = Math.log(1.1);
const MEDIANS = 50;
const SAMPLE = 2_001;

/**
 * Candles whose high or low stands absurdly far from the close before them: further than fifty times the median change from close to
 * close, and further than ten percent. The median is of 2,001 changes spread evenly over the series, changes of 0 left out: a few
 * absurd ones do not move it. A price that jumps and comes back is two of them.
 */
export function findJumps({ high, low, close }: SoundPrices): FoundJumps {
  const factor = Math.exp(Math.max(LEAST_CHANGE, MEDIANS * medianChange(close)));
  let count = 0;
  let first = -1;
  let before = close[0] ?? NaN;
  const { length } = close;
  for (let at = 1; at < length; at += 1) {
    if ((high[at] as number) > before * factor || (low[at] as number) * factor < before) {
      count += 1;
      if (first < 0) first = at;
    }
    before = close[at] as number;
  }
  return { factor, count, first: first < 0 ? undefined : first };
}

/** As a distance of logarithms; 0 where the price never changes. */
function medianChange(close: Float64Array): number {
  const step = Math.max(1, Math.floor(close.length / SAMPLE));
  const changes: number[] = [];
  for (let at = step; at < close.length; at += step) {
    const change = Math.abs(Math.log((close[at] ?? NaN) / (close[at - 1] ?? NaN)));
    if (change > 0) changes.push(change);
  }
  // A column is put in order without a function that is called for each two of them.
  return Float64Array.from(changes).sort()[changes.length >>> 1] ?? 0;
}
