export interface HysteresisSnapshot<T> {
  readonly committed: T | null;
  readonly pending: T | null;
  readonly count: number;
  readonly countdown: number;
}

/**
 * Holds a regime until another one has been seen often enough: the first class commits at once, a different one after
 * `persist` sightings in a row (at least 2); a third class starts the count anew. A commit is a transition for `transition` bars (at least the one it happens on).
 */
export class RegimeHysteresis<T> {
  readonly #persist: number;
  readonly #transition: number;
  #committed: T | undefined;
  #pending: T | undefined;
  #count = 0;
  #countdown = 0;

  constructor(persist: number, transition: number) {
    this.#persist = persist;
    this.#transition = transition;
  }

  get committed(): T | undefined {
    return this.#committed;
  }

  get isTransition(): boolean {
    return this.#countdown > 0;
  }

  see(seen: T): void {
    if (this.#countdown > 0) this.#countdown -= 1;
    if (this.#committed === undefined || seen === this.#committed) {
      this.#committed = seen;
      this.#pending = undefined;
      this.#count = 0;
      return;
    }
    if (seen !== this.#pending) {
      this.#pending = seen;
      this.#count = 1;
      return;
    }
    this.#count += 1;
    if (this.#count < this.#persist) return;
    this.#committed = seen;
    this.#pending = undefined;
    this.#count = 0;
    this.#countdown = Math.max(1, this.#transition);
  }

  snapshot(): HysteresisSnapshot<T> {
    return {
      committed: this.#committed ?? null,
      pending: this.#pending ?? null,
      count: this.#count,
      countdown: this.#countdown,
    };
  }

  restore({ committed, pending, count, countdown }: HysteresisSnapshot<T>): void {
    this.#committed = committed ?? undefined;
    this.#pending = pending ?? undefined;
    this.#count = count;
    this.#countdown = countdown;
  }
}
