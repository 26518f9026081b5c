import { cleaned } from './cleaned.js';

/** How much a market gives at its best price, and at which prices the rest of an order is filled. */
export interface DepthTerms {
  /** At the best price, and at each further price but the last. */
  readonly lots: number;
  /** Distance from each price to the next, in ticks. */
  readonly ticksBeyond: number;
  /** Prices that give so many lots; the one behind them gives all that is left. */
  readonly levels: number;
  /** Whether it is the volume of the newest tick, where that tells one, in place of `lots`, which may be 0 for everything then. */
  readonly isOfTicks?: boolean | undefined;
}

/** A part of an order that is filled at one price. */
export interface DepthPart {
  readonly volume: number;
  /** Price distance from the best price, against the trader. */
  readonly worse: number;
}

/** The depth at a tick of so many lots, `NaN` where it tells none. */
export function depthAt(depth: DepthTerms, tickLots: number): DepthTerms | undefined {
  if (depth.isOfTicks !== true) return depth;
  const told = cleaned(tickLots);
  const lots = told > 0 ? told : depth.lots;
  return lots === 0 ? undefined : { ...depth, lots };
}

/** What an order takes at each price, the best one first; everything there where no depth is given. */
export function depthParts(volume: number, depth: DepthTerms | undefined, tickSize: number): readonly DepthPart[] {
  if (depth === undefined || volume <= depth.lots) return [{ volume, worse: 0 }];
  const parts: DepthPart[] = [];
  let left = volume;
  for (let level = 0; left > 0; level += 1) {
    const lots = level < depth.levels ? Math.min(depth.lots, left) : left;
    parts.push({ volume: lots, worse: level * depth.ticksBeyond * tickSize });
    left = cleaned(left - lots);
  }
  return parts;
}
