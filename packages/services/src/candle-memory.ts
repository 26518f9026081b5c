import type { Candle } from '@q/events';

/** The newest candles of a series, so that what is computed from them can be computed again. */
export class CandleMemory {
  readonly #ring: (Candle | undefined)[];
  #next = 0;

  constructor(capacity: number) {
    this.#ring = new Array<Candle | undefined>(capacity).fill(undefined);
  }

  add(candle: Candle): void {
    this.#ring[this.#next] = candle;
    this.#next = this.#next + 1 === this.#ring.length ? 0 : this.#next + 1;
  }

  /** Oldest first. */
  candles(): readonly Candle[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)].filter(
      (candle) => candle !== undefined,
    );
  }
}
