import fs from 'node:fs';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';
import { USD_JPY_INTEREST } from './testing/usd-jpy-interest.js';
import { missingQuotes, usdJpyTicks } from './testing/usd-jpy-ticks.js';

/*
 * The published figures are those of NautilusTrader, tests/acceptance_tests/test_backtest.py, TestBacktestAcceptanceTestsUSDJPY,
 * test_run_ema_cross_strategy (2025): 2,689 bars, 178 orders, 89 positions, 996,814.33 USD; its next test has the balances after the first two
 * fills. Its quotes are the same month of minutes, four ticks each; its strategy is always in the market, long where an EMA of 10 is at or
 * above one of 20, on bids of 15 minutes that are built over weekends too.
 */
const PUBLISHED = { bars: 2_689, orders: 178, positions: 89, balance: 996_814.33, first: [999_980, 998_841.57] };

const onRealQuotes = missingQuotes(fs).length > 0 ? describe.skip : describe;

const BAR_MS = 15 * 60_000;
const END = Date.UTC(2013, 2, 1);

/** Counts its bars in `seen`. */
function emaCross(seen: { bars: number }) {
  let [fast, slow, before, close] = [NaN, NaN, NaN, NaN];
  const take = (price: number): void => {
    fast = seen.bars === 0 ? price : fast + (2 / 11) * (price - fast);
    slow = seen.bars === 0 ? price : slow + (2 / 21) * (price - slow);
    seen.bars += 1;
  };
  return defineStrategy({
    name: 'ema_cross',
    timeframes: ['15'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 10 } },
    evaluate(view) {
      const { closeTime = NaN } = view.row('15') ?? {};
      // Where nothing was quoted a bar repeats the last price.
      for (let time = before + BAR_MS; time < closeTime; time += BAR_MS) take(close);
      close = Number(view.value('15', 'close'));
      before = closeTime;
      take(close);
      if (seen.bars < 20) return [];
      const held = (['long', 'short'] as const).filter((direction) => view.position(direction) !== undefined);
      const wanted = fast >= slow ? 'long' : 'short';
      if (held.includes(wanted) && closeTime < END) return [];
      const exits = held.map((direction) => ({ kind: 'exit' as const, direction }));
      return closeTime < END ? [...exits, { kind: 'entry' as const, direction: wanted }] : exits;
    },
  });
}

onRealQuotes('an EMA cross over a month of USD/JPY quotes', () => {
  test.each(['newest_price', 'next_price'] as const)(
    'has the balance that another engine publishes, to the cent: %s',
    async (marketFill) => {
      const seen = { bars: 0 };
      const result = await runBacktest({
        config: {
          trading: { symbols: ['USDJPY'], timeframes: ['15'] },
          broker: {
            spread_pips: 0,
            slippage_pips: 0,
            commission_per_lot: 0,
            commission_taker_percent: 0.002,
            market_fill: marketFill,
            swap_unit: 'percent',
          },
          account: {
            currency: 'USD',
            balance: 1_000_000,
            conversion_side: 'order',
            conversion_rounding: 'quote_first',
            rounding: 'half_even',
          },
          risk: {
            max_position_size: 10,
            daily_loss_limit: 0,
            max_drawdown_pct: 0,
            account_stop_loss: { enabled: false },
          },
          services: { strategy_evaluation: { min_rows_required: 1 } },
        },
        candles: { USDJPY: { ticks: usdJpyTicks(fs), bars: 'bid' } },
        swaps: { USDJPY: USD_JPY_INTEREST },
        strategies: { USDJPY: [emaCross(seen)] },
        allowGaps: true,
      });
      const { orders, trades, fills, figures } = result;
      const afterFirst = 1_000_000 + (fills[0]?.commission ?? NaN);
      const afterSecond = afterFirst + (fills[1]?.commission ?? NaN) + (fills[1]?.profit ?? NaN);
      // In the next test of theirs the reversal's own commission comes after it.
      expect([afterFirst, Number(afterSecond.toFixed(2))]).toEqual(PUBLISHED.first);
      expect([seen.bars, orders.length]).toEqual([PUBLISHED.bars, PUBLISHED.orders]);
      // The last exit and the last night find no later quote where market orders take the next one: 20 dollars of commission, 1.10 of interest.
      const atEnd = marketFill === 'next_price' ? 1 : 0;
      expect(trades.length + result.openPositions).toBe(PUBLISHED.positions);
      expect(result.openPositions).toBe(atEnd);
      expect(Number(((figures.equity ?? NaN) - atEnd * (20 - 1.1)).toFixed(2))).toBe(PUBLISHED.balance);
    },
    120_000,
  );
});
