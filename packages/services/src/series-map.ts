import type { Timeframe } from '@q/events';

/** Something for each (symbol, timeframe), found without building a key for every look-up. */
export class SeriesMap<V> {
  readonly #symbols = new Map<string, Map<Timeframe, V>>();
  #lastSymbol: string | undefined;
  #lastTimeframes: Map<Timeframe, V> | undefined;
  #lastTimeframe: Timeframe | undefined;
  #last: V | undefined;

  get(symbol: string, timeframe: Timeframe): V | undefined {
    // Events of one symbol, and often of one timeframe, come in runs: their look-up is mostly spared.
    if (symbol !== this.#lastSymbol) {
      this.#lastSymbol = symbol;
      this.#lastTimeframes = this.#symbols.get(symbol);
    } else if (timeframe === this.#lastTimeframe) return this.#last;
    this.#lastTimeframe = timeframe;
    this.#last = this.#lastTimeframes?.get(timeframe);
    return this.#last;
  }

  /** What is there, or else what `make` makes. */
  obtain(symbol: string, timeframe: Timeframe, make: () => V): V {
    const known = this.get(symbol, timeframe);
    if (known !== undefined) return known;
    const made = make();
    const timeframes = this.#symbols.get(symbol) ?? new Map<Timeframe, V>();
    this.#symbols.set(symbol, timeframes.set(timeframe, made));
    this.#lastSymbol = undefined;
    return made;
  }

  values(): readonly V[] {
    return [...this.#symbols.values()].flatMap((timeframes) => [...timeframes.values()]);
  }
}
