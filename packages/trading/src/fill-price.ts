import type { Side } from '@q/events';

/** Price distances: `halfSpread` from the middle to bid or ask, `slippage` against the trader. */
export interface FillCosts {
  readonly halfSpread: number;
  readonly slippage: number;
}

/** Market order at a middle price: buyers pay half a spread and the slippage more, sellers get that much less. */
export function marketFillPrice(side: Side, middle: number, { halfSpread, slippage }: FillCosts): number {
  return side === 'buy' ? middle + halfSpread + slippage : middle - halfSpread - slippage;
}

/** The middle prices of a candle. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

/**
 * Price at which a stop order of `side` is filled inside a bar, `undefined` where it is not reached. A sell stop is reached when the bid
 * falls to it, a buy stop when the ask rises to it; a bar that opens beyond it fills at the open. Slippage is added, for it is a market order then.
 */
export function stopFillPrice(side: Side, stop: number, bar: Bar, costs: FillCosts): number | undefined {
  if (side === 'sell') {
    if (bar.low - costs.halfSpread > stop) return undefined;
    return Math.min(stop, bar.open - costs.halfSpread) - costs.slippage;
  }
  if (bar.high + costs.halfSpread < stop) return undefined;
  return Math.max(stop, bar.open + costs.halfSpread) + costs.slippage;
}

/**
 * Price at which a limit order of `side` (a target) is filled inside a bar, `undefined` where it is not reached.
 * A bar that opens beyond it fills at the better open; a limit order has no slippage.
 */
export function limitFillPrice(side: Side, limit: number, bar: Bar, costs: FillCosts): number | undefined {
  if (side === 'sell') {
    if (bar.high - costs.halfSpread < limit) return undefined;
    return Math.max(limit, bar.open - costs.halfSpread);
  }
  if (bar.low + costs.halfSpread > limit) return undefined;
  return Math.min(limit, bar.open + costs.halfSpread);
}
