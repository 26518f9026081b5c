import type { Timeframe } from '@q/events';

/** Something for each (symbol, timeframe), found without building a key for every look-up. */
export class SeriesMap<V> {
  readonly #symbols = new Map<string, Map<Timeframe, V>>();

  get(symbol: string, timeframe: Timeframe): V | undefined {
    return this.#symbols.get(symbol)?.get(timeframe);
  }

  /** What is there, or else what `make` makes. */
  obtain(symbol: string, timeframe: Timeframe, make: () => V): V {
    const known = this.get(symbol, timeframe);
    if (known !== undefined) return known;
    const made = make();
    const timeframes = this.#symbols.get(symbol) ?? new Map<Timeframe, V>();
    this.#symbols.set(symbol, timeframes.set(timeframe, made));
    return made;
  }

  values(): readonly V[] {
    return [...this.#symbols.values()].flatMap((timeframes) => [...timeframes.values()]);
  }
}
