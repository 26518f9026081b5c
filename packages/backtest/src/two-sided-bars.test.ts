import type { CandleRow } from '@q/brokers';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6, 8);
const TICK = 0.00001;
const onTick = (price: number): number => Number(price.toFixed(5));

/** Closes of the bid that go up and down. */
const CLOSES = Array.from({ length: 200 }, (_, row) => onTick(1.58 + 0.00317 * Math.sin(row / 1.7) + (row % 7) * TICK));
const spreadOf = (row: number): number => (8 + (row % 5)) * TICK;

function bar(row: number, of: number, by: number): CandleRow {
  const [open, close] = [CLOSES[of - 1] ?? CLOSES[of] ?? NaN, CLOSES[of] ?? NaN].map((price) => onTick(price + by));
  const [from = NaN, to = NaN] = [open, close];
  const prices = { open: from, high: Math.max(from, to), low: Math.min(from, to), close: to };
  return { openTime: START + row * MINUTE_MS, ...prices, volume: 1 };
}

/** What is decided on is the bid of each minute; the market still has both sides of the minute before. */
const candles = {
  last: CLOSES.map((_, row) => bar(row, row, 0)),
  bid: CLOSES.map((_, row) => bar(row, Math.max(0, row - 1), 0)),
  ask: CLOSES.map((_, row) => bar(row, Math.max(0, row - 1), spreadOf(Math.max(0, row - 1)))),
  bars: 'last' as const,
};

/** Long after a rise, short after a fall. */
const follower = () =>
  defineStrategy({
    name: 'follower',
    timeframes: ['1'],
    warmUp: 2,
    risk: { position_sizing: { type: 'fixed', value: 10 } },
    evaluate(view) {
      const rise = Number(view.value('1', 'close')) - Number(view.value('1', 'close', 1));
      const wanted = rise >= 0 ? ('long' as const) : ('short' as const);
      const other = rise >= 0 ? ('short' as const) : ('long' as const);
      if (view.position(wanted) !== undefined) return [];
      const exits = view.position(other) === undefined ? [] : [{ kind: 'exit' as const, direction: other }];
      return [...exits, { kind: 'entry' as const, direction: wanted }];
    },
  });

/** The same by hand: ten lots, a quarter at the best price and the rest a tick beyond, all money in floating point. */
function reckoned() {
  const cents = (amount: number): number => (Math.sign(amount) * Math.floor(Math.abs(amount) * 100 + 0.5)) / 100;
  const fills: { price: number; units: number; commission: number; profit: number }[] = [];
  let held: { sign: number; mean: number } | undefined;
  const market = (sign: number, row: number, closes: boolean): void => {
    const best = onTick((CLOSES[row - 1] ?? NaN) + (sign > 0 ? spreadOf(row - 1) : 0));
    const parts = [
      { price: best, units: 250_000 },
      { price: onTick(best + sign * TICK), units: 750_000 },
    ];
    for (const { price, units } of parts) {
      const profit = closes && held !== undefined ? cents(held.sign * (price - held.mean) * units) : 0;
      fills.push({ price, units, commission: -cents(price * units * 0.00002), profit });
    }
    const [first = NaN, second = NaN] = parts.map(({ price }) => price);
    held = closes ? undefined : { sign, mean: (first * 250_000 + second * 750_000) / 1_000_000 };
  };
  for (let row = 1; row < CLOSES.length; row += 1) {
    const sign = (CLOSES[row] ?? NaN) >= (CLOSES[row - 1] ?? NaN) ? 1 : -1;
    if (held?.sign === sign) continue;
    if (held !== undefined) market(sign, row, true);
    market(sign, row, false);
  }
  return fills;
}

test('bars of both sides that come one after the other: quotes of the row before, depth, and money to the cent', async () => {
  const { fills, figures } = await runBacktest({
    config: {
      trading: { symbols: ['GBPUSD'], timeframes: ['1'] },
      account: { balance: 1_000_000, arithmetic: 'floating' },
      broker: {
        ...{ slippage_pips: 0, commission_per_lot: 0, commission_taker_percent: 0.002 },
        ...{ market_fill: 'newest_price', depth_at_touch: 2.5, slippage_beyond_ticks: 1 },
      },
      risk: { max_position_size: 10, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { GBPUSD: candles },
    strategies: { GBPUSD: [follower()] },
  });
  const wanted = reckoned();
  expect(wanted.length).toBeGreaterThan(100);
  expect(
    fills.map(({ price, volume, commission, profit }) => ({ price, units: volume * 100_000, commission, profit })),
  ).toEqual(wanted);
  const balance = wanted.reduce((sum, { commission, profit }) => sum + Math.round((commission + profit) * 100), 1e8);
  expect(figures.balance).toBe(balance / 100);
});
