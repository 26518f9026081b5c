import type { CandleRow } from '@q/brokers';
import type { Signal, StrategyInCode } from '@q/trading';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6, 8);

const rows = (...bars: readonly (readonly [number, number, number, number])[]): readonly CandleRow[] =>
  bars.map(([open, high, low, close], index) => ({
    openTime: START + index * MINUTE_MS,
    open,
    high,
    low,
    close,
    volume: 1,
  }));

/** Asks for these, one list a candle. */
async function run(
  candles: readonly CandleRow[],
  order: StrategyInCode['risk']['order'],
  asked: readonly (readonly Signal[])[],
) {
  let minute = -1;
  const strategy = defineStrategy({
    name: 'named',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 1 }, order },
    evaluate: () => asked[(minute += 1)] ?? [],
  });
  const result = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['1'] },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
      risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { EURUSD: candles },
    strategies: { EURUSD: [strategy] },
    allowGaps: true,
  });
  const orders = result.orders.map(({ order: { stopPrice, limitPrice }, state }) => [stopPrice, limitPrice, state]);
  return { orders, fills: result.fills.map(({ price, filledAt }) => [price, (filledAt - START) / MINUTE_MS]), result };
}

const CANDLES = rows(
  [1.1, 1.1003, 1.0998, 1.1],
  [1.1, 1.1004, 1.0999, 1.1002],
  [1.1002, 1.1009, 1.1001, 1.1008],
  [1.1008, 1.1009, 1.099, 1.0991],
);
const LONG = { kind: 'entry', direction: 'long' } as const;
const OUT = { kind: 'exit', direction: 'long' } as const;

test('an entry waits for the price that its strategy names, on the tick', async () => {
  // Two ticks above the high.
  const { orders, fills } = await run(CANDLES, { type: 'stop', offset: 0 }, [[{ ...LONG, orderPrice: 1.100_524 }]]);
  expect([orders, fills]).toEqual([[[1.10052, undefined, 'filled']], [[1.10052, 3]]]);
  const limit = await run(CANDLES, { type: 'limit', offset: 0 }, [[{ ...LONG, orderPrice: 1.0995 }]]);
  expect([limit.orders, limit.fills]).toEqual([[[undefined, 1.0995, 'filled']], [[1.0995, 4]]]);
  const both = await run(CANDLES, { type: 'stop_limit', offset: 0 }, [
    [{ ...LONG, orderPrice: 1.1007, orderLimit: 1.1 }],
  ]);
  expect([both.orders, both.fills]).toEqual([[[1.1007, 1.1, 'filled']], [[1.1, 4]]]);
});

test('one that waits is taken back by an exit, and another may be placed at the next close', async () => {
  const { orders, fills } = await run(CANDLES, { type: 'stop', offset: 0 }, [
    [{ ...LONG, orderPrice: 1.1009 }],
    [OUT, { ...LONG, orderPrice: 1.1008 }],
    [{ ...LONG, orderPrice: 1.1009 }],
  ]);
  expect([orders, fills]).toEqual([
    [
      [1.1009, undefined, 'canceled'],
      [1.1009, undefined, 'filled'],
    ],
    [[1.1009, 4]],
  ]);
});

test.each([
  ['a price of a market order', undefined, { orderPrice: 1.1 }],
  ['a limit of a stop order', { type: 'stop', offset: 0 } as const, { orderPrice: 1.1, orderLimit: 1.1 }],
  ['a price that is none', { type: 'stop', offset: 0 } as const, { orderPrice: NaN }],
])('%s is an error of the strategy', async (_what, order, named) => {
  const { orders, result } = await run(CANDLES, order, [[{ ...LONG, ...named }]]);
  expect([orders, result.signals]).toEqual([[], []]);
});
