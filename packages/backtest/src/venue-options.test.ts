import type { CandleRow } from '@q/brokers';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
/** A Monday, in the morning. */
const START = Date.UTC(2025, 0, 6, 8);

const row = (minute: number, open: number, high: number, low: number, close: number): CandleRow => {
  return { openTime: START + minute * MINUTE_MS, open, high, low, close, volume: 10 };
};
const flat = (price: number, from: number, to: number): CandleRow[] =>
  Array.from({ length: to - from }, (_, index) => row(from + index, price, price, price, price));

/** Enters long whenever the close is exactly this. */
const atClose = (price: number, risk: object) => ({
  name: 'one',
  timeframes: ['1' as const],
  entry: {
    long: { conditions: [{ signal: 'close', operator: '==' as const, value: price, timeframe: '1' as const }] },
  },
  risk: { position_sizing: { type: 'fixed' as const, value: 1 }, ...risk },
});

const FREE = { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 };
const SERVICES = { strategy_evaluation: { min_rows_required: 1 } };
const LIMITS = { max_positions: 1, daily_loss_limit: 1_000_000, account_stop_loss: { enabled: false } };

/** One strategy on EURUSD. */
function run(rows: readonly CandleRow[], risk: object, { broker = {}, account = {} } = {}) {
  return runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['1'] },
      broker: { ...FREE, ...broker },
      account,
      risk: LIMITS,
      services: SERVICES,
    },
    candles: { EURUSD: rows },
    strategies: { EURUSD: [atClose(1.1, risk)] },
  });
}

const pricesOf = ({ fills }: Awaited<ReturnType<typeof run>>) =>
  fills.map(({ intent, price, filledAt }) => [intent, price, (filledAt - START) / MINUTE_MS]);

describe('the order of a strategy file, from its signal to its fill', () => {
  const after = [row(1, 1.1005, 1.1008, 1.1, 1.1006), row(2, 1.1006, 1.102, 1.1005, 1.1015), ...flat(1.1016, 3, 6)];
  const rows = [row(0, 1.1, 1.1, 1.1, 1.1), ...after];

  test('a stop entry waits for the market to go on, a stop-limit order for no more than its limit', async () => {
    const stop = await run(rows, { order: { type: 'stop', offset: 10 } });
    expect(pricesOf(stop)).toEqual([['entry', 1.101, 3]]);
    expect(stop.orders[0]).toMatchObject({ state: 'filled', order: { stopPrice: 1.101, timeInForce: 'GTD' } });
    const both = await run(rows, { order: { type: 'stop_limit', offset: 10, limit_offset: 1 } });
    expect(pricesOf(both)).toEqual([['entry', 1.101, 3]]);
    const gap = [row(0, 1.1, 1.1, 1.1, 1.1), ...flat(1.102, 1, 4)];
    expect(pricesOf(await run(gap, { order: { type: 'stop', offset: 10 } }))).toEqual([['entry', 1.102, 1]]);
    expect(pricesOf(await run(gap, { order: { type: 'stop_limit', offset: 10, limit_offset: 1 } }))).toEqual([]);
  });

  test('a limit entry that does not wait is canceled by the first candle, one with an end expires', async () => {
    const atOnce = await run(rows, { order: { type: 'limit', offset: 0, time_in_force: 'ioc' } });
    expect(atOnce.orders.map(({ state, order }) => [state, order.timeInForce])).toEqual([['canceled', 'IOC']]);
    const dated = await run(rows, { order: { type: 'limit', offset: 50, expires_after: '2m' } });
    expect(dated.orders.map(({ state }) => state)).toEqual(['expired']);
    const filled = await run(rows, { order: { type: 'market', time_in_force: 'fok' } });
    expect(pricesOf(filled)).toEqual([['entry', 1.1005, 1]]);
  });

  test('on an expanded candle entry, target and stop may all be in one candle', async () => {
    const risk = {
      order: { type: 'stop', offset: 10 },
      sl: { type: 'fixed', value: 20 },
      tp: { type: 'fixed', value: 15 },
    };
    const wide = [row(0, 1.1, 1.1, 1.1, 1.1), row(1, 1.1, 1.103, 1.097, 1.1), ...flat(1.1001, 2, 5)];
    const path = (bar_path: string) => run(wide, risk, { broker: { bar_path } });
    expect(pricesOf(await path('open_high_low_close'))).toEqual([
      ['entry', 1.101, 2],
      ['target', 1.1015, 2],
    ]);
    const low = [row(0, 1.1, 1.1, 1.1, 1.1), row(1, 1.1, 1.1012, 1.097, 1.1), ...flat(1.1001, 2, 5)];
    const stopped = await run(low, risk, { broker: { bar_path: 'open_high_low_close' } });
    expect(pricesOf(stopped)).toEqual([
      ['entry', 1.101, 2],
      ['stop', 1.098, 2],
    ]);
    expect(stopped.trades).toMatchObject([{ reason: 'stop_loss', profit: -300 }]);
  });
});

test('a position that the account does not carry any more is closed for the reason stop_out', async () => {
  const rows = [...flat(1.1, 0, 2), ...flat(1.095, 2, 5)];
  const account = { leverage: 100, balance: 1_600 };
  const result = await run(rows, { position_sizing: { type: 'fixed', value: 1 } }, { account });
  // 1,100 are bound; 500 of loss leave 1,100, at 100 percent; at 50 percent it must go.
  expect(result.trades).toEqual([]);
  const out = await run([...flat(1.1, 0, 2), ...flat(1.088, 2, 5)], {}, { account });
  expect(out.trades).toMatchObject([{ reason: 'stop_out', exitPrice: 1.088, profit: -1_200 }]);
  expect(out.fills.map(({ intent }) => intent)).toEqual(['entry', 'stop_out']);
});

test('depth and slippage are in the fills, which say what slippage cost', async () => {
  const broker = { slippage_pips: 1, depth_at_touch: 0.4, slippage_beyond_ticks: 5 };
  const { fills, trades } = await run([...flat(1.1, 0, 3)], {}, { broker });
  expect(fills.map(({ price, volume, slippage }) => [price, volume, slippage])).toEqual([
    [1.1001, 0.4, -4],
    [1.10015, 0.6, -9],
  ]);
  expect(trades).toEqual([]);
});

describe('money of a third currency', () => {
  const pounds = { EURGBP: [...flat(0.85, 0, 4), ...flat(0.86, 4, 7)], GBPUSD: flat(1.25, 0, 7) };
  const rules = atClose(0.85, {
    position_sizing: { type: 'risk', value: 1 },
    sl: { type: 'fixed', value: 20 },
    tp: { type: 'fixed', value: 50 },
  });
  const of = (symbols: string[], candles: Readonly<Record<string, CandleRow[]>>) =>
    runBacktest({
      config: { trading: { symbols, timeframes: ['1'] }, broker: FREE, risk: LIMITS, services: SERVICES },
      candles,
      allowGaps: true,
      strategies: { EURGBP: [rules] },
    });

  test('sizes the entry and closes the trade in account currency', async () => {
    const { trades } = await of(['EURGBP', 'GBPUSD'], pounds);
    // 100 dollars are 80 pounds: 0.4 lots lose them at 20 pips. The candle after opens beyond the target: 100 pips are 400 pounds.
    expect(trades).toMatchObject([{ volume: 0.4, profit: 500, reason: 'take_profit' }]);
  });

  test('denies entries until the price that is needed is there', async () => {
    const late = { ...pounds, GBPUSD: flat(1.25, 2, 7) };
    const { denials, fills } = await of(['EURGBP', 'GBPUSD'], late);
    expect(denials.map(({ reason, value, limit }) => [reason, value, limit])).toContainEqual([
      'no_conversion_rate',
      0,
      1,
    ]);
    expect(fills[0]?.filledAt).toBe(START + 3 * MINUTE_MS);
  });

  test('is a named error where no symbol leads to the account currency', async () => {
    await expect(of(['EURGBP'], pounds)).rejects.toThrow(
      /EURGBP are in GBP and cannot be turned into account\.currency USD/,
    );
  });
});

test('bars of traded prices make the signals, quotes the fills', async () => {
  const bid = flat(1.2, 0, 4);
  const ask = flat(1.2002, 0, 4);
  const result = await runBacktest({
    config: { trading: { symbols: ['EURUSD'], timeframes: ['1'] }, broker: FREE, risk: LIMITS, services: SERVICES },
    candles: { EURUSD: { bid, ask, last: [...flat(1.3, 0, 1), ...flat(1.1, 1, 2)], bars: 'last' } },
    strategies: { EURUSD: [atClose(1.1, {})] },
  });
  expect(result.fills.map(({ price, filledAt }) => [price, (filledAt - START) / MINUTE_MS])).toEqual([[1.2002, 2]]);
});
