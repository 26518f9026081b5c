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
  [{ candles: { EURUSD: [...ROWS, null] } }, 'row 4 of the candles of EURUSD is null: give { openTime, open'],
  [{ candles: { EURUSD: [undefined, ...ROWS] } }, 'row 1 of the candles of EURUSD is undefined'],
  [{ candles: { EURUSD: [1, 2, 3] } }, 'row 1 of the candles of EURUSD is 1: give'],
  [{ candles: { EURUSD: { timeframe: '1', candles: null } } }, 'the candles of EURUSD are no list'],
  [{ candles: { EURUSD: { openTime: [START] } } }, 'the candles of EURUSD are no list'],
  [{ candles: { EURUSD: { bid: null, ask: ROWS } } }, 'the bids of EURUSD are no list'],
  [{ candles: { EURUSD: { bid: ROWS, ask: [null] } } }, 'row 1 of the asks of EURUSD is null'],
  [{ candles: { EURUSD: { bid: ROWS, ask: ROWS, last: {} } } }, 'the traded prices of EURUSD are no list'],
  [{ candles: { EURUSD: { ticks: null } } }, 'the ticks of EURUSD are no list'],
  [{ candles: { EURUSD: { ticks: [null] } } }, 'row 1 of the ticks of EURUSD is null: give { time, bid, ask'],
  [
    { candles: { EURUSD: ROWS.map((row) => ({ ...row, openTime: new Date(row.openTime).toISOString() })) } },
    'no two candles of EURUSD that follow each other have a time: openTime is in ms UTC',
  ],
  [{ swaps: null }, 'swaps are null: give rows by symbol, or leave them out'],
  [{ swaps: 'swaps.csv' }, 'swaps are swaps.csv: give rows by symbol'],
  [{ strategies: null }, 'strategies are null: give a list by symbol'],
  [{ strategies: { EURUSD: null } }, 'the strategies of EURUSD are no list'],
  [{ strategies: { EURUSD: [null] } }, 'strategy 1 of EURUSD is null: give a definition'],
  [{ services: [null] }, 'service 1 is null: give what defineService makes'],
  [{ config: null }, 'the request has no config'],
  [{ from: '2025-01-06' }, 'from is 2025-01-06: give an instant in ms UTC'],
  [{ to: NaN }, 'to is NaN'],
  [{ duplicates: 'maybe' }, 'duplicates is maybe, and must be keep or reject'],
])('%j is refused by name', async (parts, message) => {
  await expect(ask(parts)).rejects.toThrow(message);
});

test.each([null, undefined])('a request that is %s is refused', async (request) => {
  await expect(runBacktest(request as unknown as BacktestRequest)).rejects.toThrow(`the request is ${String(request)}`);
});

test('what is well meant runs', async () => {
  const { figures } = await ask({ from: START, to: START + 180_000, duplicates: 'reject' });
  expect(figures.candles).toMatchObject([{ published: 3 }]);
});
