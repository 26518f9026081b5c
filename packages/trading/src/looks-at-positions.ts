import type { Strategy } from './strategy.js';

/** Those of which it is known: the object itself, for what somebody makes of it may look. */
const blind = new WeakSet<Strategy>();

/** Whether a strategy may look at its open positions: where it does not, nobody need follow their best prices for it. */
export function looksAtPositions(strategy: Strategy): boolean {
  return !blind.has(strategy);
}

/** Notes that a strategy never looks at its open positions. */
export function blindToPositions(strategy: Strategy): Strategy {
  blind.add(strategy);
  return strategy;
}
