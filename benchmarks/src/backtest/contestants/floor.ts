import { floorLoop } from '../floor-loop.js';
import type { Market } from '../market.js';
import type { Pass } from './contestant.js';

export function prepare(market: Market): Pass {
  return () => floorLoop(market);
}
