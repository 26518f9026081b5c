import type { Candle, PriceBar } from './candle.js';
import type { CandleStrip, PriceStrip } from './candle-strip.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface QuotedCandle extends Writable<Omit<Candle, 'quotes'>> {
  readonly quotes: { readonly bid: Writable<PriceBar>; readonly ask: Writable<PriceBar> };
}

/** Shows the candles of a strip one after the other in one object, for whoever looks at each and keeps none. */
export class CandleCursor {
  readonly #strip: CandleStrip;
  readonly #periodMs: number;
  readonly #candle: Writable<Omit<Candle, 'quotes'>>;
  readonly #quoted: QuotedCandle;

  constructor(strip: CandleStrip, periodMs: number) {
    this.#strip = strip;
    this.#periodMs = periodMs;
    this.#candle = { openTime: 0, closeTime: 0, ...NO_PRICES, volume: 0, bars: 1 };
    this.#quoted = { ...this.#candle, quotes: { bid: { ...NO_PRICES }, ask: { ...NO_PRICES } } };
  }

  /** The candle of a row, until the next call. */
  at(row: number): Candle {
    const strip = this.#strip;
    const { quotes } = strip;
    if (quotes === undefined) return this.#shown(this.#candle, row);
    const candle = this.#quoted;
    show(candle.quotes.bid, quotes.bid, row);
    show(candle.quotes.ask, quotes.ask, row);
    return this.#shown(candle, row);
  }

  #shown(candle: Writable<Omit<Candle, 'quotes'>>, row: number): Candle {
    const strip = this.#strip;
    const openTime = strip.openTime[row] as number;
    candle.openTime = openTime;
    candle.closeTime = openTime + this.#periodMs;
    show(candle, strip, row);
    candle.volume = strip.volume[row] as number;
    return candle;
  }
}

const NO_PRICES: PriceBar = { open: 0, high: 0, low: 0, close: 0 };

function show(bar: Writable<PriceBar>, { open, high, low, close }: PriceStrip, row: number): void {
  bar.open = open[row] as number;
  bar.high = high[row] as number;
  bar.low = low[row] as number;
  bar.close = close[row] as number;
}
