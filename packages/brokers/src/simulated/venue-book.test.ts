import type { Candle, ClientOrderId, Side } from '@q/events';
import { limitFillPrice, ownBar, quotesOf, stopFillPrice } from '@q/trading';
import fc from 'fast-check';
import { instrument } from '../testing/simulated-desk.js';
import type { VenuePosition } from './venue-book.js';
import { emptyBook, opposite, reachesAny } from './venue-book.js';

const price = fc.integer({ min: 90, max: 110 });
const halfSpread = fc.constantFrom(0, 0.5, 1);
const bar = fc.tuple(price, price, price, price).map(([open, close, one, other]) => {
  return { open, close, high: Math.max(open, close, one, other), low: Math.min(open, close, one, other) };
});
const candle = fc.record({ own: bar, quotes: fc.option(fc.record({ bid: bar, ask: bar }), { nil: undefined }) });
const level = fc.option(price, { nil: undefined });

function positionOf(side: Side, stop: number | undefined, target: number | undefined): VenuePosition {
  const id = 'p' as ClientOrderId;
  const stopLoss = stop === undefined ? undefined : { clientOrderId: id, price: stop };
  const targets = target === undefined ? [] : [{ clientOrderId: id, price: target, volume: 1, moveStop: false }];
  return { positionId: id, side, volume: 1, entryPrice: 100, openedAt: 0, stopLoss, targets, isNew: false };
}

describe('reachesAny', () => {
  it('is true exactly where a stop or a target would be filled', () => {
    const sides = fc.constantFrom<Side>('buy', 'sell');
    fc.assert(
      fc.property(candle, halfSpread, sides, level, level, ({ own, quotes }, half, side, stop, target) => {
        const times = { openTime: 0, closeTime: 60_000, volume: 1, bars: 1 };
        const seen: Candle = quotes === undefined ? { ...own, ...times } : { ...own, ...times, quotes };
        const book = emptyBook(instrument('EURUSD'), { halfSpread: half, slippage: 0, depth: undefined });
        book.positions = [positionOf(side, stop, target)];
        const closes = opposite(side);
        const bars = ownBar(closes, quotesOf(seen, half));
        const isStopped = stop !== undefined && stopFillPrice(closes, stop, bars, 0) !== undefined;
        const isAtTarget = target !== undefined && limitFillPrice(closes, target, bars) !== undefined;
        expect(reachesAny(book, seen, half)).toBe(isStopped || isAtTarget);
      }),
    );
  });
});
