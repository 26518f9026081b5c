const SAMPLE_EVERY = 1_024;

export interface DeliveryTime {
  readonly samples: number;
  readonly mean_us: number;
  readonly max_us: number;
}

/** How long delivering one event to all its subscribers takes, measured on one event in 1,024 because a clock costs more than a delivery. */
export class DeliveryTimer {
  readonly #nowMs: (() => number) | undefined;
  #samples = 0;
  #totalMs = 0;
  #maxMs = 0;

  /** @param nowMs a clock that only runs forward, in milliseconds with fractions; without it nothing is measured */
  constructor(nowMs: (() => number) | undefined) {
    this.#nowMs = nowMs;
  }

  isDue(id: number): boolean {
    return this.#nowMs !== undefined && id % SAMPLE_EVERY === 1;
  }

  measure(deliver: () => void): void {
    const nowMs = this.#nowMs;
    if (nowMs === undefined) return deliver();
    const start = nowMs();
    deliver();
    const took = nowMs() - start;
    this.#samples += 1;
    this.#totalMs += took;
    this.#maxMs = Math.max(this.#maxMs, took);
  }

  get figures(): DeliveryTime {
    const mean = this.#samples === 0 ? 0 : (this.#totalMs / this.#samples) * 1_000;
    return { samples: this.#samples, mean_us: mean, max_us: this.#maxMs * 1_000 };
  }
}
