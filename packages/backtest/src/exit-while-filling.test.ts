import type { CandleRow } from '@q/brokers';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const START = Date.UTC(2025, 0, 6, 8);

/** Ten lots in every minute, at one price. */
const ROWS = Array.from({ length: 12 }, (_, index): CandleRow => ({
  openTime: START + index * 60_000,
  open: 1.1,
  high: 1.1,
  low: 1.1,
  close: 1.1,
  volume: 10,
}));

/** Wants eight lots long at its first close and out at its fourth, where a tenth of the volume is given to orders: a lot a minute. */
async function states(percent: number, positionMode: 'hedging' | 'netting') {
  let asked = 0;
  const strategy = defineStrategy({
    name: 'late',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 8 } },
    evaluate() {
      asked += 1;
      if (asked === 1) return [{ kind: 'entry', direction: 'long' }];
      return asked === 4 ? [{ kind: 'exit', direction: 'long', percent }] : [];
    },
  });
  const { orders, openPositions } = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['1'] },
      account: { position_mode: positionMode },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0, volume_limit: 0.1 },
      risk: { max_position_size: 10, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { EURUSD: ROWS },
    strategies: { EURUSD: [strategy] },
  });
  return [
    ...orders.map(({ state, fills }) => [state, fills.reduce((lots, { volume }) => lots + volume, 0)]),
    openPositions,
  ];
}

test.each(['hedging', 'netting'] as const)(
  'an exit takes back what is not filled yet of its entry: %s',
  async (mode) => {
    // Three lots were bought in minutes 1 to 3, and are sold in minutes 4 to 6.
    expect(await states(100, mode)).toEqual([['canceled', 3], ['filled', 3], 0]);
  },
);

test('an exit of a part leaves the rest of the entry to wait', async () => {
  // A third of three lots: the entry comes first, and has all of each minute until minute 8.
  expect(await states(34, 'hedging')).toEqual([['filled', 8], ['filled', 1.02], 1]);
});
