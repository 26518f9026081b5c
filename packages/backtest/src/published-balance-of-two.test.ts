import fs from 'node:fs';
import type { Signal } from '@q/trading';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';
import { USD_JPY_INTEREST } from './testing/usd-jpy-interest.js';
import { missingQuotes, usdJpyTicks } from './testing/usd-jpy-ticks.js';

/*
 * The published figures are those of NautilusTrader, tests/acceptance_tests/test_backtest.py, TestBacktestAcceptanceTestsUSDJPY,
 * test_run_multiple_strategies (2025): 1,308 orders, 654 positions, 210 bookings of interest, 1,023,530.50 USD. Two strategies, averages of 10
 * and 20 and of 20 and 40 bars of bids of 15 minutes, each look at what both hold together, and each closes only what it opened itself: so
 * they work against each other, with many positions in both directions.
 */
const PUBLISHED = { orders: 1_308, positions: 654, interest: 210, balance: 1_023_530.5 };

const BAR_MS = 15 * 60_000;
const END = Date.UTC(2013, 2, 1);

/** Lots of all strategies together, long above 0; `before` is what it was before any of them decided at an instant. */
interface Together {
  net: number;
  before: number;
  at: number;
}

function emaCross(name: string, [fastPeriod, slowPeriod]: readonly [number, number], all: Together) {
  let [bars, fast, slow, lastAt, close] = [0, NaN, NaN, NaN, NaN];
  const held = { long: 0, short: 0 };
  const next = (before: number, price: number, period: number): number =>
    bars === 0 ? price : before + (2 / (period + 1)) * (price - before);
  const take = (price: number): void => {
    [fast, slow] = [next(fast, price, fastPeriod), next(slow, price, slowPeriod)];
    bars += 1;
  };
  const closeAll = (): readonly Signal[] => {
    const open = (['long', 'short'] as const).filter((direction) => held[direction] > 0);
    all.net -= held.long - held.short;
    [held.long, held.short] = [0, 0];
    return open.map((direction) => ({ kind: 'exit', direction }));
  };
  return defineStrategy({
    name,
    timeframes: ['15'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 10 } },
    evaluate(view) {
      const { closeTime = NaN } = view.row('15') ?? {};
      for (let time = lastAt + BAR_MS; time < closeTime; time += BAR_MS) take(close);
      [close, lastAt] = [Number(view.value('15', 'close')), closeTime];
      take(close);
      if (all.at !== closeTime) [all.at, all.before] = [closeTime, all.net];
      if (closeTime >= END) return closeAll();
      const wanted = fast >= slow ? 'long' : 'short';
      const against = wanted === 'long' ? all.before < 0 : all.before > 0;
      if (bars < slowPeriod || !(all.before === 0 || against)) return [];
      const exits = against ? closeAll() : [];
      held[wanted] += 1;
      all.net += wanted === 'long' ? 1 : -1;
      return [...exits, { kind: 'entry', direction: wanted }];
    },
  });
}

const onRealQuotes = missingQuotes(fs).length > 0 ? describe.skip : describe;

onRealQuotes('two strategies on a month of USD/JPY quotes', () => {
  test('have the balance that another engine publishes, to the cent', async () => {
    const all: Together = { net: 0, before: 0, at: NaN };
    const { orders, trades, swaps, figures } = await runBacktest({
      config: {
        trading: { symbols: ['USDJPY'], timeframes: ['15'] },
        broker: {
          ...{ spread_pips: 0, slippage_pips: 0, commission_per_lot: 0, commission_taker_percent: 0.002 },
          ...{ market_fill: 'newest_price', swap_unit: 'percent' },
        },
        account: {
          ...{ currency: 'USD', balance: 1_000_000 },
          ...{ conversion_side: 'order', conversion_rounding: 'quote_first' },
        },
        risk: {
          ...{ max_positions: 1_000, max_positions_per_direction: 1_000, max_position_size: 10 },
          ...{ daily_loss_limit: 0, account_stop_loss: { enabled: false } },
        },
        services: { strategy_evaluation: { min_rows_required: 1 } },
      },
      candles: { USDJPY: { ticks: usdJpyTicks(fs), bars: 'bid' } },
      swaps: { USDJPY: USD_JPY_INTEREST },
      strategies: { USDJPY: [emaCross('one', [10, 20], all), emaCross('other', [20, 40], all)] },
      allowGaps: true,
    });
    expect({
      orders: orders.length,
      positions: trades.length,
      interest: swaps?.length,
      balance: figures.balance,
    }).toEqual(PUBLISHED);
  }, 120_000);
});
