import fc from 'fast-check';
import type { PriceBar, Side } from '@q/events';
import * as own from './fill-price.js';
import { ownBar, quotesOf } from './fill-price.js';

const costs = { halfSpread: 1, slippage: 0.5 };
const free = { halfSpread: 0, slippage: 0 };
type Costs = typeof costs;
type Bar = Omit<PriceBar, 'close'>;

/** The bar of the order's own side, of a candle of middle prices. */
const sideBar = (side: Side, bar: Bar, { halfSpread }: Costs): PriceBar =>
  ownBar(side, quotesOf({ ...bar, close: bar.open }, halfSpread));
const flat = (price: number): Bar => ({ open: price, high: price, low: price });
const marketFillPrice = (side: Side, middle: number, terms: Costs): number =>
  own.marketFillPrice(side, sideBar(side, flat(middle), terms).open, terms.slippage);
const stopFillPrice = (side: Side, stop: number, bar: Bar, terms: Costs): number | undefined =>
  own.stopFillPrice(side, stop, sideBar(side, bar, terms), terms.slippage);
const limitFillPrice = (side: Side, limit: number, bar: Bar, terms: Costs): number | undefined =>
  own.limitFillPrice(side, limit, sideBar(side, bar, terms));

describe('both sides of the market', () => {
  const bid = { open: 9, high: 11, low: 8, close: 10 };
  const ask = { open: 10, high: 13, low: 9, close: 10 };

  it('are those of the feed where it has them, whatever spread is configured, also where they cross', () => {
    const candle = { open: 1, high: 1, low: 1, close: 1, quotes: { bid: ask, ask: bid } };
    expect(quotesOf(candle, 5)).toBe(candle.quotes);
  });

  it('are half a spread below and above a candle of middle prices', () => {
    expect(quotesOf({ open: 10, high: 12, low: 8, close: 11 }, 0.5)).toEqual({
      bid: { open: 9.5, high: 11.5, low: 7.5, close: 10.5 },
      ask: { open: 10.5, high: 12.5, low: 8.5, close: 11.5 },
    });
  });

  it('serve the buyer with the ask and the seller with the bid', () => {
    expect([ownBar('buy', { bid, ask }), ownBar('sell', { bid, ask })]).toEqual([ask, bid]);
  });
});

describe('a market order', () => {
  it('costs half a spread and the slippage on either side', () => {
    expect([marketFillPrice('buy', 100, costs), marketFillPrice('sell', 100, costs)]).toEqual([101.5, 98.5]);
    expect([marketFillPrice('buy', 100, free), marketFillPrice('sell', 100, free)]).toEqual([100, 100]);
  });
});

describe('a stop order', () => {
  // The middle goes from 100 to 97 and 103: bids 96 to 102, asks 98 to 104.
  const bar = { open: 100, high: 103, low: 97 };

  it.each([
    ['sell stop that the bid passes', 'sell', 98, 97.5],
    ['sell stop that the bid just touches', 'sell', 96, 95.5],
    ['sell stop that only the ask would touch', 'sell', 95.9, undefined],
    ['buy stop that the ask passes', 'buy', 102, 102.5],
    ['buy stop that the ask just touches', 'buy', 104, 104.5],
    ['buy stop beyond the ask', 'buy', 104.1, undefined],
    ['sell stop that the bar opens below', 'sell', 99.5, 98.5],
    ['buy stop that the bar opens above', 'buy', 100.5, 101.5],
    ['sell stop at the opening bid', 'sell', 99, 98.5],
    ['buy stop at the opening ask', 'buy', 101, 101.5],
  ] as const)('%s', (_what, side, stop, wanted) => {
    expect(stopFillPrice(side, stop, bar, costs)).toBe(wanted);
  });

  it('fills at the open after a gap beyond it, which is worse than the stop', () => {
    expect(stopFillPrice('sell', 98, { open: 90, high: 91, low: 89 }, costs)).toBe(88.5);
    expect(stopFillPrice('buy', 102, { open: 110, high: 111, low: 109 }, costs)).toBe(111.5);
  });
});

describe('a limit order', () => {
  const bar = { open: 100, high: 103, low: 97 };

  it.each([
    ['sell limit that the bid passes', 'sell', 101, 101],
    ['sell limit that the bid just touches', 'sell', 102, 102],
    ['sell limit that only the ask would touch', 'sell', 102.1, undefined],
    ['buy limit that the ask passes', 'buy', 99, 99],
    ['buy limit that the ask just touches', 'buy', 98, 98],
    ['buy limit below the ask', 'buy', 97.9, undefined],
    ['sell limit that the bar opens above', 'sell', 98, 99],
    ['buy limit that the bar opens below', 'buy', 102, 101],
  ] as const)('%s', (_what, side, limit, wanted) => {
    expect(limitFillPrice(side, limit, bar, costs)).toBe(wanted);
  });

  it('fills at the better open after a gap beyond it, without slippage', () => {
    expect(limitFillPrice('sell', 102, { open: 110, high: 111, low: 109 }, costs)).toBe(109);
    expect(limitFillPrice('buy', 98, { open: 90, high: 91, low: 89 }, costs)).toBe(91);
  });
});

describe('the two sides', () => {
  const price = fc.integer({ min: 50, max: 150 });
  const bar = fc
    .tuple(price, price, price)
    .map(([open, a, b]) => ({ open, high: Math.max(open, a, b), low: Math.min(open, a, b) }));
  const mirrored = ({
    open,
    high,
    low,
  }: {
    open: number;
    high: number;
    low: number;
  }): { open: number; high: number; low: number } => ({
    open: 200 - open,
    high: 200 - low,
    low: 200 - high,
  });

  it('are mirror images of each other', () => {
    fc.assert(
      fc.property(bar, price, (one, level) => {
        const flip = (found: number | undefined): number | undefined => (found === undefined ? undefined : 200 - found);
        expect(stopFillPrice('buy', 200 - level, mirrored(one), costs)).toBe(
          flip(stopFillPrice('sell', level, one, costs)),
        );
        expect(limitFillPrice('buy', 200 - level, mirrored(one), costs)).toBe(
          flip(limitFillPrice('sell', level, one, costs)),
        );
      }),
    );
  });

  it('never fill a stop better, or a limit worse, than its level, nor a stop beyond the bar and its costs', () => {
    fc.assert(
      fc.property(bar, price, (one, level) => {
        const stop = stopFillPrice('sell', level, one, costs);
        const limit = limitFillPrice('sell', level, one, costs);
        if (stop !== undefined) expect(stop).toBeLessThanOrEqual(level - costs.slippage);
        if (stop !== undefined) expect(stop).toBeGreaterThanOrEqual(one.low - costs.halfSpread - costs.slippage);
        if (limit !== undefined) expect(limit).toBeGreaterThanOrEqual(level);
      }),
    );
  });
});
