import { ticksByCount } from '@q/brokers';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const START = Date.UTC(2025, 0, 6, 9);
const BARS = 12;
/** Rises for eleven bars of ten ticks, and falls in the last. */
const quotes = Array.from({ length: BARS * 10 }, (_, index) => {
  const bid = (67_000 + (index < 110 ? index : 500 - 4 * index)) / 1e5;
  return { time: START + index * 500, bid, ask: Math.round(bid * 1e5 + 12) / 1e5 };
});
const last = quotes.slice(-1);

/** Long after a bar that rose, short after one that fell; out at the bar that was added. */
const turner = () => {
  let bars = 0;
  return defineStrategy({
    name: 'turner',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 10 } },
    evaluate(view) {
      bars += 1;
      const held = (['long', 'short'] as const).filter((direction) => view.position(direction) !== undefined);
      const exits = held.map((direction) => ({ kind: 'exit' as const, direction }));
      if (bars > BARS) return exits;
      const wanted = Number(view.value('1', 'close')) >= Number(view.value('1', 'open')) ? 'long' : 'short';
      return held.includes(wanted) ? [] : [...exits, { kind: 'entry' as const, direction: wanted }];
    },
  });
};

test('a signal of the bar that ends with the data is traded, and closed at the last quote, where a copy of that follows', async () => {
  const { fills, trades, openPositions, figures } = await runBacktest({
    config: {
      trading: { symbols: ['AUDUSD'], timeframes: ['1'] },
      account: { currency: 'USD', balance: 1_000_000 },
      broker: { slippage_pips: 0, commission_per_lot: 0, market_fill: 'newest_price' },
      risk: { max_position_size: 10, daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: {
      AUDUSD: { ticks: ticksByCount([...quotes, ...last.map((tick) => ({ ...tick, time: tick.time + 1 }))], 10) },
    },
    strategies: { AUDUSD: [turner()] },
    allowGaps: true,
  });
  // In at the ask of tick 9, turned at the bid of tick 119, out at its ask.
  expect(fills.map(({ side, price }) => [side, price])).toEqual([
    ['buy', 0.67021],
    ['sell', 0.67024],
    ['sell', 0.67024],
    ['buy', 0.67036],
  ]);
  expect([trades.length, openPositions]).toEqual([2, 0]);
  // 3 and 12 points of ten dollars.
  expect(figures.balance).toBe(1_000_000 + 30 - 120);
});
