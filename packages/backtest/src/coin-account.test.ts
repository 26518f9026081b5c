import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6, 8);

/** Long over every other candle. */
const inAndOut = () =>
  defineStrategy({
    name: 'in_and_out',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 0.00123 } },
    evaluate: (view) => [{ kind: view.position('long') === undefined ? 'entry' : 'exit', direction: 'long' }],
  });

const BTCUSDT = {
  ...{ digits: 2, tick_size: 0.01, pip: 1, contract_size: 1, lot_step: 0.00001, min_lot: 0.00001, max_lot: 9_000 },
  ...{ base_currency: 'BTC', quote_currency: 'USDT', session: 'always' as const },
};
const CENTS = Array.from({ length: 40 }, (_, index) => 4_650_000 + ((index * 7_919) % 1_237));
const TICKS = CENTS.map((cents, index) => ({ time: START + index * MINUTE_MS, last: cents / 100 }));

test('an account in a coin has every amount to the eighth decimal', async () => {
  const { fills, figures } = await runBacktest({
    config: {
      trading: { symbols: ['BTCUSDT'], timeframes: ['1'] },
      instruments: { BTCUSDT },
      account: { currency: 'USDT', balance: 10_000_000, position_mode: 'netting' },
      broker: {
        ...{ spread_pips: 0, slippage_pips: 0, commission_per_lot: 0, commission_taker_percent: 0.1 },
        market_fill: 'newest_price',
      },
      risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { BTCUSDT: { ticks: TICKS } },
    strategies: { BTCUSDT: [inAndOut()] },
  });
  expect(fills.map(({ price }) => Math.round(price * 100))).toEqual(CENTS);
  // Of 0.00123 coins: 10^-8 are 1,230 for a cent, and 1.23 of commission, a half away from zero.
  const units = CENTS.map((cents, index) => {
    const bought = CENTS[index - 1] ?? NaN;
    return { profit: index % 2 === 0 ? 0 : (cents - bought) * 1_230, fee: Math.floor((cents * 123 + 50) / 100) };
  });
  expect(fills.map(({ profit, commission }) => [profit, commission])).toEqual(
    units.map(({ profit, fee }) => [profit / 1e8, -fee / 1e8]),
  );
  const sum = units.reduce((before, { profit, fee }) => before + profit - fee, 1e15);
  expect(figures.balance).toBe(sum / 1e8);
  expect(figures.balance).not.toBe(Number(figures.balance?.toFixed(5)));
});
