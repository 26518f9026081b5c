import type { CandleRow, TickRow } from '@q/brokers';
import { defineStrategy } from '@q/trading';
import type { BacktestCandles } from './backtest-request.js';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
/** A Monday, in the morning. */
const START = Date.UTC(2025, 0, 6, 8);

const row = (minute: number, open: number, high: number, low: number, close: number): CandleRow => {
  return { openTime: START + minute * MINUTE_MS, open, high, low, close, volume: 10 };
};

/** Waits on the close of minute 0 for a market at 1.103 or above. */
const BUY_STOP = { order: { type: 'stop' as const, offset: 30 } };

/** The best price of its position at each close, as a strategy sees it that enters on its first close and never leaves. */
async function bestPrices(candles: BacktestCandles, direction: 'long' | 'short', risk: object = {}) {
  const best: number[] = [];
  let asked = 0;
  const strategy = defineStrategy({
    name: 'watcher',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk },
    evaluate(view) {
      const held = view.position(direction);
      if (held !== undefined) best.push(held.bestPrice);
      asked += 1;
      return asked === 1 ? [{ kind: 'entry', direction }] : [];
    },
  });
  await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['1'] },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { EURUSD: candles },
    strategies: { EURUSD: [strategy] },
  });
  return best;
}

test('a position that opens with a candle has the extreme of that candle', async () => {
  const rows = [row(0, 1.1, 1.1, 1.1, 1.1), row(1, 1.1, 1.105, 1.097, 1.101), row(2, 1.101, 1.102, 1.1, 1.1)];
  expect(await bestPrices(rows, 'long')).toEqual([1.105, 1.105]);
  expect(await bestPrices(rows, 'short')).toEqual([1.097, 1.097]);
});

test('of a candle that had begun before the position its close counts: the extremes may be older', async () => {
  // Bought at 1.103 inside minute 1, whose high of 1.109 may have come before; minute 2 lies behind it.
  const rows = [row(0, 1.1, 1.1, 1.1, 1.1), row(1, 1.1, 1.109, 1.099, 1.104), row(2, 1.104, 1.106, 1.1, 1.1)];
  expect(await bestPrices(rows, 'long', BUY_STOP)).toEqual([1.104, 1.106]);
});

test('nor does a price count that ticks had before the position was opened', async () => {
  const tick = (second: number, price: number): TickRow => {
    return { time: START + second * 1_000, bid: price, ask: price };
  };
  // Sold short at 1.103, 80 seconds after the start; the low of the minute, 1.098, had come before.
  const ticks = [tick(1, 1.1), tick(61, 1.1), tick(70, 1.098), tick(80, 1.103), tick(90, 1.102), tick(121, 1.101)];
  expect(await bestPrices({ ticks }, 'short', { order: { type: 'limit', offset: 30 } })).toEqual([1.102, 1.101]);
});
