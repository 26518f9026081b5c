import { START, MINUTE_MS, walk, coded, CONFIG, ENTER } from './proofs/testing/proof-bench.js';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

test('stops and targets of positions are kept, and where stops went', async () => {
  const trailing = defineStrategy({
    name: 'trailing',
    timeframes: ['1'],
    warmUp: 2,
    risk: {
      position_sizing: { type: 'fixed', value: 1 },
      sl: { type: 'trailing', step: 1, unit: 'price' },
      tp: { type: 'fixed', value: 5, unit: 'price' },
    },
    evaluate: () => ENTER,
  });
  const { levels, trades } = await runBacktest({
    config: CONFIG,
    candles: { BTCUSD: walk(2_000) },
    strategies: { BTCUSD: [trailing] },
  });
  expect(trades.length).toBeGreaterThan(5);
  for (const { positionId, openedAt, closedAt, entryPrice } of trades) {
    const own = levels.find((one) => one.positionId === positionId);
    expect(own?.targets[0]).toBeGreaterThan(entryPrice);
    expect(own?.stops[0]?.at).toBe(openedAt);
    own?.stops.forEach(({ at, price }, index) => {
      expect(at).toBeLessThanOrEqual(closedAt);
      expect(price).toBeGreaterThanOrEqual(own.stops[index - 1]?.price ?? 0);
    });
  }
  expect(levels.some(({ stops }) => stops.length > 2)).toBe(true);
});

test('positions without stop and target have no levels', async () => {
  const bare = coded('bare', (view) => (view.row('1')?.closeTime === START + 10 * MINUTE_MS ? ENTER : []));
  const { levels, openPositions } = await runBacktest({
    config: CONFIG,
    candles: { BTCUSD: walk(100) },
    strategies: { BTCUSD: [bare] },
  });
  expect([levels.length, openPositions]).toEqual([0, 1]);
});
