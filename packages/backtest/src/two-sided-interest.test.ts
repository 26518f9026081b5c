import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
const at = (text: string): number => Date.parse(`${text}Z`);

/** Over a weekend, with a gap at the open: when, bid and ask. */
const ROWS: readonly (readonly [string, number, number])[] = [
  ['2025-01-10T21:57', 1.58001, 1.58019],
  ['2025-01-10T21:58', 1.58103, 1.58121],
  ['2025-01-10T21:59', 1.58205, 1.58222],
  ['2025-01-12T21:59', 1.57001, 1.57035],
  ['2025-01-12T22:00', 1.57104, 1.57131],
  ['2025-01-12T22:01', 1.57203, 1.57222],
  ['2025-01-12T23:59', 1.57304, 1.57322],
  ['2025-01-13T00:00', 1.57401, 1.57419],
  ['2025-01-13T00:01', 1.57502, 1.5752],
];
const times = ROWS.map(([time]) => at(time));
const END = at('2025-01-13T00:02');

const flat = (openTime: number, price: number) => {
  return { openTime, open: price, high: price, low: price, close: price, volume: 1 };
};
/** The market still has both sides of the row before. */
const side = (column: 1 | 2) =>
  [...ROWS.slice(0, 1), ...ROWS].map((row, index) => flat(times[index] ?? END, row[column]));
const last = [...ROWS.map(([, bid], index) => flat(times[index] ?? NaN, bid)), flat(END, 1.57502)];

const holder = defineStrategy({
  name: 'holder',
  timeframes: ['1'],
  warmUp: 1,
  risk: { position_sizing: { type: 'fixed', value: 10 } },
  evaluate(view) {
    if (view.row('1')?.closeTime === END + MINUTE_MS) return [{ kind: 'exit', direction: 'short' }];
    return view.position('short') === undefined ? [{ kind: 'entry', direction: 'short' }] : [];
  },
});

test('interest of a bar that comes before the other side is of the middle of the row before, also where that was on Friday', async () => {
  const row = (time: string, percent: number) => ({ at: at(time) + MINUTE_MS, long: percent, short: percent });
  const { swaps, fills, figures } = await runBacktest({
    config: {
      trading: { symbols: ['GBPUSD'], timeframes: ['1'] },
      account: { currency: 'USD', balance: 1_000_000 },
      broker: { slippage_pips: 0, commission_per_lot: 0, market_fill: 'newest_price', swap_unit: 'percent' },
      risk: { max_position_size: 10, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { GBPUSD: { last, bid: side(1), ask: side(2), bars: 'last' } },
    swaps: { GBPUSD: [row('2025-01-12T21:59', -1.8), row('2025-01-12T22:00', -0.6), row('2025-01-13T00:01', -0.5)] },
    strategies: { GBPUSD: [holder] },
    allowGaps: true,
  });
  const paid = (bid: number, ask: number, percent: number): number =>
    -Math.round((1_000_000 * (Math.round(((bid + ask) / 2) * 1e5) / 1e5) * percent) / 365);
  // Cents: a million at a percent of its value for a 365th of a year.
  const wanted = [paid(1.58205, 1.58222, 1.8), paid(1.57001, 1.57035, 0.6), paid(1.57401, 1.57419, 0.5)];
  expect(swaps?.map(({ amount }) => Math.round(amount * 100))).toEqual(wanted);
  expect(fills.map(({ price }) => price)).toEqual([1.58001, 1.5752]);
  const profit = Math.round((1.58001 - 1.5752) * 1e8);
  expect(figures.balance).toBe((1e8 + profit + wanted.reduce((sum, cents) => sum + cents, 0)) / 100);
});
