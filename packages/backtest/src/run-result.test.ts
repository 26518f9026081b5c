import { CONFIG, CROSS, walk } from './proofs/testing/proof-bench.js';
import { runBacktest } from './run-backtest.js';

test('a copy of a result has its lists, and in text they stand behind the configuration', async () => {
  const inline = { BTCUSD: { '1': { sma_fast: { period: 5 }, sma_slow: { period: 20 } } } };
  const result = await runBacktest({
    config: { ...CONFIG, indicators: { inline } },
    candles: { BTCUSD: walk(500) },
    strategies: { BTCUSD: [CROSS] },
  });
  expect(result.trades.length).toBeGreaterThan(0);
  expect({ ...result }).toMatchObject({ trades: result.trades, orders: result.orders, fills: result.fills });
  const names = ['config', 'trades', 'orders', 'fills', 'signals', 'denials', 'equity'];
  expect(Object.keys(result).slice(0, names.length)).toEqual(names);
});
