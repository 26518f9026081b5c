import type { Timeframe } from '@q/events';

/** Something for each (symbol, timeframe), or of each symbol under other names, found without building a key for every look-up. */
export class SeriesMap<V, Name extends string = Timeframe> {
  readonly #symbols = new Map<string, Map<Name, V>>();
  #lastSymbol: string | undefined;
  #lastNames: Map<Name, V> | undefined;
  #lastName: Name | undefined;
  #last: V | undefined;

  get(symbol: string, name: Name): V | undefined {
    // Events of one symbol, and often of one timeframe, come in runs: their look-up is mostly spared.
    if (symbol !== this.#lastSymbol) {
      this.#lastSymbol = symbol;
      this.#lastNames = this.#symbols.get(symbol);
    } else if (name === this.#lastName) return this.#last;
    this.#lastName = name;
    this.#last = this.#lastNames?.get(name);
    return this.#last;
  }

  /** What is there, or else what `make` makes. */
  obtain(symbol: string, name: Name, make: () => V): V {
    const known = this.get(symbol, name);
    if (known !== undefined) return known;
    const made = make();
    const names = this.#symbols.get(symbol) ?? new Map<Name, V>();
    this.#symbols.set(symbol, names.set(name, made));
    this.#lastSymbol = undefined;
    return made;
  }

  values(): readonly V[] {
    return [...this.#symbols.values()].flatMap((names) => [...names.values()]);
  }
}
