import type { BacktestRequest } from './backtest-request.js';
import { runBacktest } from './run-backtest.js';

const START = Date.UTC(2025, 0, 6);
const ROWS = [0, 1, 2].map((minute) => {
  return { openTime: START + minute * 60_000, open: 1, high: 1, low: 1, close: 1, volume: 1 };
});
const config = { trading: { symbols: ['EURUSD'], timeframes: ['1' as const] } };

/** As a program in plain JavaScript would ask. */
const ask = (parts: object) => runBacktest({ config, candles: { EURUSD: ROWS }, ...parts } as BacktestRequest);

test.each([
  [{ candles: undefined }, 'the request has no candles: give those of each symbol'],
  [{ candles: { EURUSD: null } }, 'the candles of EURUSD are none: give rows, columns'],
  [{ candles: { EURUSD: {} } }, 'the candles of EURUSD are none'],
  [{ candles: { EURUSD: 'eurusd.csv' } }, 'the candles of EURUSD are none'],
  [{ from: '2025-01-06' }, 'from is 2025-01-06: give an instant in ms UTC'],
  [{ to: NaN }, 'to is NaN'],
  [{ duplicates: 'maybe' }, 'duplicates is maybe, and must be keep or reject'],
])('%j is refused by name', async (parts, message) => {
  await expect(ask(parts)).rejects.toThrow(message);
});

test('what is well meant runs', async () => {
  const { figures } = await ask({ from: START, to: START + 180_000, duplicates: 'reject' });
  expect(figures.candles).toMatchObject([{ published: 3 }]);
});
