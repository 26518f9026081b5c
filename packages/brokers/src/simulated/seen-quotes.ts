import type { Candle, PriceBar, Quotes } from '@q/events';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Both sides of the market over the candle that passes now, in one object for all: nobody keeps it. */
export class SeenQuotes {
  readonly #bid: Writable<PriceBar> = { open: NaN, high: NaN, low: NaN, close: NaN };
  readonly #ask: Writable<PriceBar> = { open: NaN, high: NaN, low: NaN, close: NaN };
  readonly #quotes: Quotes = { bid: this.#bid, ask: this.#ask };

  /** What `quotesOf` says of a candle, until the next call. */
  of(candle: Candle, halfSpread: number): Quotes {
    if (candle.quotes !== undefined) return candle.quotes;
    show(this.#bid, candle, -halfSpread);
    show(this.#ask, candle, halfSpread);
    return this.#quotes;
  }
}

function show(bar: Writable<PriceBar>, { open, high, low, close }: PriceBar, distance: number): void {
  bar.open = open + distance;
  bar.high = high + distance;
  bar.low = low + distance;
  bar.close = close + distance;
}
