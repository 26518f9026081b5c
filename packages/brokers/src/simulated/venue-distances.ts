import type { Instrument } from '@q/events';
import { cleaned } from './cleaned.js';
import type { DepthTerms } from './market-depth.js';
import { sessionSpread } from './session-spread.js';
import type { TradingCosts } from './trading-costs.js';

/** Price distances of a symbol. */
export interface Distances {
  readonly halfSpread: number;
  /** In place of it where the spread depends on the time of the day, given ms UTC. */
  readonly halfSpreadAt?: ((instant: number) => number) | undefined;
  readonly slippage: number;
  /** How many lots are filled at the best price, and how the rest is; all of them where there is none. */
  readonly depth: DepthTerms | undefined;
}

export function distancesOf({ pip }: Instrument, costs: TradingCosts): Distances {
  const { spreadPips, slippagePips, spreadBySession = [] } = costs;
  const spreadAt = spreadBySession.length === 0 ? undefined : sessionSpread(spreadBySession, spreadPips);
  return {
    halfSpread: (spreadPips * pip) / 2,
    halfSpreadAt: spreadAt === undefined ? undefined : (instant) => (spreadAt(instant) * pip) / 2,
    slippage: slippagePips * pip,
    depth: costs.depth === undefined ? undefined : { ...costs.depth, lots: cleaned(costs.depth.lots) },
  };
}
