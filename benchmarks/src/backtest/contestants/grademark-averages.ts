import type { Market } from '../market.js';
import type { Pass } from './contestant.js';
import { passOf } from './grademark.js';

/** grademark with averages as its documentation makes them: by windows of data-forge. */
export function prepare(market: Market): Pass {
  return passOf(market, (bars, length) =>
    bars
      .deflate(({ close }) => close)
      .rollingWindow(length)
      .select((window) => window.average())
      .toArray(),
  );
}
