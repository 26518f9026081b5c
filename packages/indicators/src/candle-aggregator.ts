import type { Candle } from '@q/events';

/**
 * Builds candles of a higher timeframe from base candles: left-closed buckets on the UTC grid, first open, highest high, lowest low,
 * last close, summed volume. No candle for a bucket without a base candle; `bars` tells how many went in.
 */
export class CandleAggregator {
  readonly #bucketMs: number;
  #openTime = NaN;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volume = 0;
  #bars = 0;

  constructor(bucketMs: number) {
    this.#bucketMs = bucketMs;
  }

  /** When the candle in the making closes; `undefined` where none is begun. */
  get pendingClose(): number | undefined {
    return this.#bars === 0 ? undefined : this.#openTime + this.#bucketMs;
  }

  /** Takes the next base candle and gives the candle that it completes, if it does. Flush first what closed before it opened. */
  add(candle: Candle): Candle | undefined {
    if (this.#bars === 0) this.#begin(candle);
    else this.#extend(candle);
    return candle.closeTime >= this.#openTime + this.#bucketMs ? this.#finish() : undefined;
  }

  /** Gives the candle in the making if it closed by `instant`, although its last base candles never came. */
  flush(instant: number): Candle | undefined {
    return this.#bars > 0 && this.#openTime + this.#bucketMs <= instant ? this.#finish() : undefined;
  }

  #begin(candle: Candle): void {
    this.#openTime = Math.floor(candle.openTime / this.#bucketMs) * this.#bucketMs;
    this.#open = candle.open;
    this.#high = candle.high;
    this.#low = candle.low;
    this.#close = candle.close;
    this.#volume = candle.volume;
    this.#bars = candle.bars;
  }

  #extend(candle: Candle): void {
    if (candle.high > this.#high) this.#high = candle.high;
    if (candle.low < this.#low) this.#low = candle.low;
    this.#close = candle.close;
    this.#volume += candle.volume;
    this.#bars += candle.bars;
  }

  #finish(): Candle {
    const candle: Candle = {
      openTime: this.#openTime,
      closeTime: this.#openTime + this.#bucketMs,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: this.#volume,
      bars: this.#bars,
    };
    this.#bars = 0;
    return candle;
  }
}
