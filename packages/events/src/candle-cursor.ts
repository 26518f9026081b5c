import type { Candle } from './candle.js';
import type { CandleStrip } from './candle-strip.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Shows the candles of a strip one after the other in one object, for whoever looks at each and keeps none; those with quotes are objects of their own. */
export class CandleCursor {
  readonly #strip: CandleStrip;
  readonly #periodMs: number;
  readonly #candle: Writable<Candle>;

  constructor(strip: CandleStrip, periodMs: number) {
    this.#strip = strip;
    this.#periodMs = periodMs;
    this.#candle = { openTime: 0, closeTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0, bars: 1 };
  }

  /** The candle of a row, until the next call. */
  at(row: number): Candle {
    const strip = this.#strip;
    if (strip.isQuoted) return strip.candleAt(row, this.#periodMs);
    const candle = this.#candle;
    const openTime = strip.openTime[row] as number;
    candle.openTime = openTime;
    candle.closeTime = openTime + this.#periodMs;
    candle.open = strip.open[row] as number;
    candle.high = strip.high[row] as number;
    candle.low = strip.low[row] as number;
    candle.close = strip.close[row] as number;
    candle.volume = strip.volume[row] as number;
    return candle;
  }
}
