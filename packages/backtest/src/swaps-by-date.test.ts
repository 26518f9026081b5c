import { defineStrategy } from '@q/trading';
import { checkDeterminism } from './proofs/check-determinism.js';
import { checkLookahead } from './proofs/check-lookahead.js';
import { runBacktest } from './run-backtest.js';
import { optimize } from './search/optimize.js';
import { MONDAY, risingHours } from './testing/rising-hours.js';
import type { SwapsBySymbol } from './with-swaps.js';

const HOUR_MS = 3_600_000;

const config = {
  trading: { symbols: ['EURUSD'], timeframes: ['60' as const] },
  broker: { swap_long: -6.5, swap_short: 99, spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
  risk: { max_positions: 1 },
};
const hold = {
  name: 'hold',
  timeframes: ['60' as const],
  entry: {
    long: { conditions: [{ signal: 'close', operator: '>' as const, value: 1, timeframe: '60' as const }] },
  },
  risk: { position_sizing: { type: 'fixed' as const, value: 0.3 } },
};
const request = { config, candles: { EURUSD: risingHours }, strategies: { EURUSD: [hold] } };
const swaps: SwapsBySymbol = {
  EURUSD: [
    { at: MONDAY + 22 * HOUR_MS, long: -6, short: 1 },
    { at: MONDAY + 46 * HOUR_MS, long: -7.5, short: 1 },
    { at: MONDAY + 70.5 * HOUR_MS, long: -30, short: 1 },
  ],
};

test('swaps by date take the place of the rate of the configuration, and the balance has them to the cent', async () => {
  const result = await runBacktest({ ...request, swaps });
  // 0.3 lots of 100,000, a point is 0.00001: 0.3 dollars for each point.
  expect(result.swaps?.map(({ amount, at }) => [amount, (at - MONDAY) / HOUR_MS])).toEqual([
    [-1.8, 22],
    [-2.25, 46],
    [-9, 71],
  ]);
  expect(result.figures.balance).toBe(10_000 - 1.8 - 2.25 - 9);
});

test('a symbol without rows has the rate of the configuration', async () => {
  const plain = await runBacktest(request);
  const none = await runBacktest({ ...request, swaps: {} });
  expect(none.swaps).toEqual(plain.swaps);
  expect(plain.swaps?.map(({ amount }) => amount)).toEqual([-1.95, -1.95, -5.85, -1.95]);
});

test.each<[SwapsBySymbol, string]>([
  [{ EURUSD: [...(swaps['EURUSD'] ?? [])].reverse() }, 'the swaps of EURUSD, row 2: 2025-01-07T22:00:00.000Z does not'],
  [{ EURUSD: [{ at: MONDAY, long: NaN, short: 0 }] }, 'the swaps of EURUSD, row 1: long is "NaN"'],
  [{ GBPUSD: [] }, 'swaps has rows of "GBPUSD", and trading.symbols lists EURUSD'],
])('rows that cannot be used are refused: %j', async (bad, message) => {
  await expect(runBacktest({ ...request, swaps: bad })).rejects.toThrow(message);
});

test('rows stay those of who gave them', async () => {
  const rows = [{ at: MONDAY, long: -1, short: -1 }];
  const search = { parameters: { 'risk.max_positions': [1, 2] }, objective: 'net_profit' as const, min_trades: 0 };
  await optimize({ ...request, swaps: { EURUSD: rows }, search });
  rows.push({ at: MONDAY + HOUR_MS, long: -1, short: -1 });
  expect(rows.map((row) => Object.isFrozen(row))).toEqual([false, false]);
});

test('a search runs its trials with them', async () => {
  const parameters = { 'strategies.EURUSD.hold.risk.position_sizing.value': [0.1, 0.3] };
  const profitsWith = async (rows: SwapsBySymbol) => {
    const search = { parameters, objective: 'net_profit' as const, min_trades: 0 };
    const { trials } = await optimize({ ...request, swaps: rows, search });
    return trials.map(({ objective }) => Number(objective));
  };
  const [paid, free] = [await profitsWith(swaps), await profitsWith({ EURUSD: [] })];
  // 43.5 points in all, of 0.1 and 0.3 dollars.
  expect(paid.map((profit, trial) => Math.round(100 * (profit - (free[trial] ?? NaN))) / 100)).toEqual([-4.35, -13.05]);
});

test('proofs run with them, also 28 years later', async () => {
  const every = () => ({
    EURUSD: [
      defineStrategy({
        name: 'every',
        timeframes: ['60'],
        warmUp: 1,
        // All of the equity: what was paid decides how much is bought.
        risk: { position_sizing: { type: 'percentage', value: 100 } },
        evaluate(view) {
          const hour = ((view.row('60')?.closeTime ?? NaN) - MONDAY) / HOUR_MS;
          if (hour % 8 === 0) return [{ kind: 'entry', direction: 'long' }];
          return hour % 8 === 7 ? [{ kind: 'exit', direction: 'long' }] : [];
        },
      }),
    ],
  });
  const rows = (swaps['EURUSD'] ?? []).map((row) => ({ ...row, long: -3_000 }));
  const proved = { ...request, strategies: every, swaps: { EURUSD: rows } };
  expect(await checkLookahead(proved)).toMatchObject({ ok: true });
  expect(await checkDeterminism(proved)).toMatchObject({ ok: true });
});
