import type { Candle, CandleStrip } from '@q/events';
import type { CandleBucket } from './candle-bucket.js';
import { utcBucket } from './candle-bucket.js';

/** Rows of a strip, up to one that is none of them. */
export interface StripRows {
  readonly first: number;
  readonly end: number;
  readonly periodMs: number;
}

/**
 * Builds candles of a higher timeframe from base candles: left-closed buckets, first open, highest high, lowest low, last close, summed
 * volume. A base candle belongs where it opens. No candle for a bucket without a base candle; `bars` tells how many went in, and
 * `isPartial` that the bucket has room for more. A time that repeats counts among the bars, and fills no further place.
 */
export class CandleAggregator {
  readonly #bucket: CandleBucket;
  #openTime = NaN;
  #closeTime = -Infinity;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volume = 0;
  #bars = 0;
  #lastOpen = NaN;
  /** Time that the base candles cover, ms. */
  #covered = 0;

  /** @param bucket where candles begin and end, if not on the UTC grid; asked once for each candle that is begun */
  constructor(bucketMs: number, bucket: CandleBucket = utcBucket(bucketMs)) {
    this.#bucket = bucket;
  }

  /** When the candle in the making closes; `undefined` where none is begun. */
  get pendingClose(): number | undefined {
    return this.#bars === 0 ? undefined : this.#closeTime;
  }

  /** The candle in the making, as far as its prices go; `undefined` where none is begun. */
  get pending(): Pick<Candle, 'openTime' | 'closeTime' | 'high' | 'low'> | undefined {
    if (this.#bars === 0) return undefined;
    return { openTime: this.#openTime, closeTime: this.#closeTime, high: this.#high, low: this.#low };
  }

  /** When the candle closes that a base candle belongs to which opens at an instant, ms UTC. */
  closeFor(openTime: number): number {
    if (this.#bars > 0) return this.#closeTime;
    return this.#bucket.closeTimeOf(this.#bucket.openTimeOf(Math.max(openTime, this.#closeTime)));
  }

  /**
   * Takes the next base candle and gives the candle that it completes, if it does. Flush first what closed before it opened. The repetition of one
   * whose candle was given out already goes into none.
   */
  add(candle: Candle): Candle | undefined {
    if (this.#bars > 0) this.#extend(candle);
    else if (candle.closeTime > this.#closeTime) this.#begin(candle);
    else return undefined;
    return candle.closeTime >= this.#closeTime ? this.#finish() : undefined;
  }

  /**
   * Takes candles of a strip as long as they go into the candle in the making without completing it. They are of one length and each begins where
   * the one before it ended. @returns the first row that was not taken
   */
  addWithin({ openTime, high, low, close, volume }: CandleStrip, { first, end, periodMs }: StripRows): number {
    if (this.#bars === 0) return first;
    const lastOpen = this.#closeTime - periodMs;
    let row = first;
    let highest = this.#high;
    let lowest = this.#low;
    let total = this.#volume;
    for (; row < end && (openTime[row] as number) < lastOpen; row += 1) {
      if ((high[row] as number) > highest) highest = high[row] as number;
      if ((low[row] as number) < lowest) lowest = low[row] as number;
      total += volume[row] as number;
    }
    if (row === first) return row;
    this.#high = highest;
    this.#low = lowest;
    this.#volume = total;
    this.#close = close[row - 1] as number;
    this.#bars += row - first;
    this.#lastOpen = openTime[row - 1] as number;
    this.#covered += (row - first) * periodMs;
    return row;
  }

  /** Stands where another one of the same buckets stands. */
  copyFrom(other: CandleAggregator): void {
    this.#openTime = other.#openTime;
    this.#closeTime = other.#closeTime;
    this.#open = other.#open;
    this.#high = other.#high;
    this.#low = other.#low;
    this.#close = other.#close;
    this.#volume = other.#volume;
    this.#bars = other.#bars;
    this.#lastOpen = other.#lastOpen;
    this.#covered = other.#covered;
  }

  /** Gives the candle in the making if it closed by `instant`, although its last base candles never came. */
  flush(instant: number): Candle | undefined {
    return this.#bars > 0 && this.#closeTime <= instant ? this.#finish() : undefined;
  }

  #begin(candle: Candle): void {
    // What reaches over the end of a candle that was given out belongs to the next one.
    this.#openTime = this.#bucket.openTimeOf(Math.max(candle.openTime, this.#closeTime));
    this.#closeTime = this.#bucket.closeTimeOf(this.#openTime);
    this.#open = candle.open;
    this.#high = candle.high;
    this.#low = candle.low;
    this.#close = candle.close;
    this.#volume = candle.volume;
    this.#bars = candle.bars;
    this.#lastOpen = candle.openTime;
    this.#covered = candle.closeTime - candle.openTime;
  }

  #extend(candle: Candle): void {
    if (candle.high > this.#high) this.#high = candle.high;
    if (candle.low < this.#low) this.#low = candle.low;
    this.#close = candle.close;
    this.#volume += candle.volume;
    this.#bars += candle.bars;
    if (candle.openTime === this.#lastOpen) return;
    this.#lastOpen = candle.openTime;
    this.#covered += candle.closeTime - candle.openTime;
  }

  #finish(): Candle {
    const candle: Candle = {
      openTime: this.#openTime,
      closeTime: this.#closeTime,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: this.#volume,
      bars: this.#bars,
    };
    this.#bars = 0;
    return this.#covered < candle.closeTime - candle.openTime ? { ...candle, isPartial: true } : candle;
  }
}
