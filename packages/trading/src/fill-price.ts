import type { Candle, PriceBar, Quotes, Side } from '@q/events';

/**
 * Both sides of the market over a candle: those of the feed, or else the candle's prices, taken for middle prices, with half a spread
 * (a price distance) to either side.
 */
export function quotesOf(candle: PriceBar & Pick<Candle, 'quotes'>, halfSpread: number): Quotes {
  if (candle.quotes !== undefined) return candle.quotes;
  const { open, high, low, close } = candle;
  return {
    bid: { open: open - halfSpread, high: high - halfSpread, low: low - halfSpread, close: close - halfSpread },
    ask: { open: open + halfSpread, high: high + halfSpread, low: low + halfSpread, close: close + halfSpread },
  };
}

/** The prices that orders of a side are filled at: buys at the ask, sells at the bid. */
export function ownBar(side: Side, { bid, ask }: Quotes): PriceBar {
  return side === 'buy' ? ask : bid;
}

/** Market order at the price of its own side: slippage (a price distance) goes against the trader. */
export function marketFillPrice(side: Side, price: number, slippage: number): number {
  return side === 'buy' ? price + slippage : price - slippage;
}

/** What a fill needs of a bar; all prices are of the order's own side. */
export type Bar = Pick<PriceBar, 'open' | 'high' | 'low'>;

/**
 * Price at which a stop order of `side` is filled inside a bar of its own side, `undefined` where it is not reached. A sell stop is reached
 * when the bid falls to it, a buy stop when the ask rises to it; a bar that opens beyond it fills at the open. Slippage is added, for it is
 * a market order then.
 */
export function stopFillPrice(side: Side, stop: number, bar: Bar, slippage: number): number | undefined {
  if (side === 'sell') return bar.low > stop ? undefined : Math.min(stop, bar.open) - slippage;
  return bar.high < stop ? undefined : Math.max(stop, bar.open) + slippage;
}

/**
 * Price at which a limit order of `side` (a target) is filled inside a bar of its own side, `undefined` where it is not reached.
 * A bar that opens beyond it fills at the better open; a limit order has no slippage.
 */
export function limitFillPrice(side: Side, limit: number, bar: Bar): number | undefined {
  if (side === 'sell') return bar.high < limit ? undefined : Math.max(limit, bar.open);
  return bar.low > limit ? undefined : Math.min(limit, bar.open);
}
