import type { SeededRandom } from './seeded-random.js';

/** How a market behaves for some hours. */
export interface SyntheticRegime {
  readonly name: 'trend up' | 'trend down' | 'range' | 'quiet' | 'volatile';
  /** Mean change of a minute, in standard deviations of a minute. */
  readonly drift: number;
  /** Factor of volatility. */
  readonly volatility: number;
  /** How much of the distance to where the regime began is taken back in a minute. */
  readonly pull: number;
  /** How often, compared with the others. */
  readonly weight: number;
}

const REGIMES: readonly SyntheticRegime[] = [
  { name: 'trend up', drift: 0.07, volatility: 0.85, pull: 0, weight: 22 },
  { name: 'trend down', drift: -0.07, volatility: 0.85, pull: 0, weight: 22 },
  { name: 'range', drift: 0, volatility: 0.8, pull: 0.02, weight: 26 },
  { name: 'quiet', drift: 0, volatility: 0.5, pull: 0.01, weight: 15 },
  { name: 'volatile', drift: 0, volatility: 1.6, pull: 0, weight: 15 },
];
const ALL_WEIGHTS = REGIMES.reduce((sum, { weight }) => sum + weight, 0);
const SHORTEST_MINUTES = 90;
const LONGEST_MINUTES = 720;

export interface RegimeCycle {
  readonly regime: SyntheticRegime;
  /** Lets a minute pass; says whether a new regime begins with it. */
  pass(): boolean;
}

/** Regimes one after the other, each of another kind than the one before, from an hour and a half to half a day long. */
export function regimeCycle(random: SeededRandom): RegimeCycle {
  let regime = pick(random, undefined);
  let left = 0;
  return {
    get regime() {
      return regime;
    },
    pass() {
      left -= 1;
      if (left > 0) return false;
      regime = pick(random, regime);
      left = SHORTEST_MINUTES + Math.floor(random.next() * (LONGEST_MINUTES - SHORTEST_MINUTES));
      return true;
    },
  };
}

function pick(random: SeededRandom, last: SyntheticRegime | undefined): SyntheticRegime {
  const others = REGIMES.filter((regime) => regime !== last);
  let place = random.next() * (ALL_WEIGHTS - (last?.weight ?? 0));
  for (const regime of others) {
    place -= regime.weight;
    if (place < 0) return regime;
  }
  return others[0] ?? pick(random, undefined);
}
