import type { ApprovedOrder, Candle, Instrument } from '@q/events';
import { floorVolume } from '@q/trading';
import type { SeededRandom } from '../synthetic/seeded-random.js';
import { seededRandom } from '../synthetic/seeded-random.js';

/** What keeps a market from filling every order at once, whole and at one price. All of it is off where it is left out. */
export interface FrictionTerms {
  /** Share of a candle's volume, counted in lots, that entries and exits of a symbol get together; 0 for no limit. */
  readonly volumeLimit: number;
  /** The whole slippage, an even share of it by chance, or as much of it as the fill is of the candle's volume. */
  readonly slippageModel: 'fixed' | 'random' | 'volume_share';
  /** Candles of its symbol that an order misses, and time after its decision before which a candle opens too early for it. */
  readonly latencyBars: number;
  readonly latencyMs: number;
  /** Of the orders, rejected by chance: for tests. */
  readonly rejectPercent: number;
  readonly seed: number;
}

export const NO_FRICTION: FrictionTerms = {
  volumeLimit: 0,
  slippageModel: 'fixed',
  latencyBars: 0,
  latencyMs: 0,
  rejectPercent: 0,
  seed: 0,
};

export interface Delay {
  /** Candles of its symbol that an order misses. */
  readonly barsToMiss: number;
  /** A candle that opens before it comes too early, ms UTC. */
  readonly countsFrom: number;
}

const NO_DELAY: Delay = { barsToMiss: 0, countsFrom: -Infinity };

/** Chance and volume at the simulated venue; the same seed gives the same run. */
export class MarketFriction {
  readonly terms: FrictionTerms;
  readonly #slippages: SeededRandom;
  readonly #rejections: SeededRandom;

  constructor(terms: FrictionTerms) {
    this.terms = terms;
    this.#slippages = seededRandom(`slippage ${terms.seed}`);
    this.#rejections = seededRandom(`rejections ${terms.seed}`);
  }

  /** Whether an order that arrives is rejected: one draw for each. */
  rejects(): boolean {
    return this.terms.rejectPercent > 0 && this.#rejections.next() * 100 < this.terms.rejectPercent;
  }

  /** What keeps an order on its way. */
  delayOf({ decidedAt }: ApprovedOrder): Delay {
    const { latencyMs, latencyBars } = this.terms;
    if (latencyMs === 0 && latencyBars === 0) return NO_DELAY;
    return { barsToMiss: latencyBars, countsFrom: latencyMs === 0 ? -Infinity : decidedAt + latencyMs };
  }

  /** Lots that a candle gives to all orders together. */
  lotsOf({ volume }: Candle, instrument: Instrument): number {
    if (this.terms.volumeLimit === 0 || volume === 0) return Infinity;
    return floorVolume(instrument, this.terms.volumeLimit * volume);
  }

  /** Price distance by which a fill of so many lots slips, given the whole slippage: one draw for each by chance. */
  slippage(whole: number, lots: number, { volume }: Pick<Candle, 'volume'>): number {
    const { slippageModel } = this.terms;
    if (slippageModel === 'random') return whole * this.#slippages.next();
    if (slippageModel === 'volume_share') return volume === 0 ? whole : whole * Math.min(1, lots / volume);
    return whole;
  }
}
