import type { CandleRow } from '@q/brokers';
import type { Timeframe } from '@q/events';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
/** A Monday, in the morning. */
const START = Date.UTC(2025, 0, 6, 8);

const row = (minute: number, open: number, high: number, low: number, close: number): CandleRow => {
  return { openTime: START + minute * MINUTE_MS, open, high, low, close, volume: 10 };
};

/** Buys on the close of minute 1, and sells on that of minute 3 where nothing ended it before: filled at the opens of minutes 2 and 4. */
const ROWS = [
  row(0, 1.1, 1.1, 1.1, 1.1),
  row(1, 1.1, 1.1, 1.1, 1.1),
  row(2, 1.1, 1.104, 1.097, 1.101),
  row(3, 1.101, 1.102, 1.1, 1.101),
  row(4, 1.101, 1.12, 1.09, 1.101),
  row(5, 1.101, 1.101, 1.101, 1.101),
];

interface Terms {
  readonly risk?: object;
  readonly broker?: object;
  readonly timeframes?: readonly [Timeframe, ...Timeframe[]];
  /** The close on which it sells, counted from 1. */
  readonly sellsOn?: number;
}

async function excursions(
  rows: readonly CandleRow[],
  { risk = {}, broker = {}, timeframes = ['1'], sellsOn = 4 }: Terms = {},
) {
  let asked = 0;
  const strategy = defineStrategy({
    name: 'timed',
    timeframes: [timeframes[0]],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk },
    evaluate() {
      asked += 1;
      if (asked === 2) return [{ kind: 'entry', direction: 'long' }];
      return asked === sellsOn ? [{ kind: 'exit', direction: 'long' }] : [];
    },
  });
  const { trades } = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: [...timeframes] },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0, ...broker },
      risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { EURUSD: rows },
    strategies: { EURUSD: [strategy] },
  });
  const rounded = (price: number): number => Number(price.toFixed(5));
  return trades.map(({ adverse, favorable, reason }) => [reason, rounded(adverse), rounded(favorable)]);
}

test('a position that opens and closes at opens has the extremes of the candles between, the first included, the last not', async () => {
  // Bought at 1.1: low 1.097 and high 1.104 of minute 2. Minute 4 (1.09 to 1.12) came after the exit at its open.
  expect(await excursions(ROWS)).toEqual([['exit_signal', 0.003, 0.004]]);
  expect(await excursions(ROWS, { timeframes: ['1', '5'] })).toEqual([['exit_signal', 0.003, 0.004]]);
});

test('a position that a stop ended went no further against it than the stop, and a target no further for it', async () => {
  // Stop at 1.0975, hit in minute 2 with its high of 1.104; target at 1.1035, hit in minute 2 with its low of 1.097.
  const fixed = (pips: number) => ({ type: 'fixed' as const, value: pips });
  expect(await excursions(ROWS, { risk: { sl: fixed(25) } })).toEqual([['stop_loss', 0.0025, 0]]);
  expect(await excursions(ROWS, { risk: { tp: fixed(35) } })).toEqual([['take_profit', 0, 0.0035]]);
  // Stop at 1.095, hit in minute 3 with its high of 1.12: minute 2 counts with its 1.104, minute 3 does not.
  const rows = [...ROWS.slice(0, 3), row(3, 1.101, 1.12, 1.09, 1.1)];
  expect(await excursions(rows, { risk: { sl: fixed(50) } })).toEqual([['stop_loss', 0.005, 0.004]]);
});

test('with orders at the newest price a position has the candle that ended when it was closed', async () => {
  // Bought at the close of minute 1 (1.1), sold at that of minute 3: minutes 2 and 3 whole, 1.097 and 1.106.
  const rows = [...ROWS.slice(0, 3), row(3, 1.101, 1.106, 1.1, 1.101), ...ROWS.slice(4)];
  expect(await excursions(rows, { broker: { market_fill: 'newest_price' } })).toEqual([['exit_signal', 0.003, 0.006]]);
});

test('nor do the extremes of a day count that reach into the candle of the exit', async () => {
  // Four hours each, from a Monday in June on. The day ends at 21:00 UTC, inside the candle from 20:00 on Tuesday, at whose open it is sold.
  const fourHours = (index: number, high: number, low: number): CandleRow => {
    return { openTime: Date.UTC(2025, 5, 2, 4 * index), open: 1.1, high, low, close: 1.1, volume: 10 };
  };
  const flat = Array.from({ length: 11 }, (_, index) => fourHours(index, 1.1, 1.1));
  const rows = [...flat, fourHours(11, 1.12, 1.09), fourHours(12, 1.1, 1.1)];
  const told = await excursions(rows, { timeframes: ['240', '1d'], sellsOn: 11 });
  expect(told).toEqual([['exit_signal', 0, 0]]);
});

test('every price counts at which a part was closed, and not their mean only', async () => {
  // Targets at 1.102 and 1.104, both hit in minute 2.
  const target = (value: number) => ({ value, percent: 50 });
  const tp = { type: 'multi_target' as const, unit: 'pips' as const, targets: [target(20), target(40)] };
  expect(await excursions(ROWS, { risk: { tp } })).toEqual([['take_profit', 0, 0.004]]);
});

test('distances are from the entry price of the trade, also where the depth of the market made it of several', async () => {
  // Half at 1.1, half at 1.101: 1.1005 is the entry, 1.097 and 1.104 are the extremes of minute 2. Sold at 1.101 and 1.1.
  const broker = { depth_at_touch: 0.5, slippage_beyond_ticks: 100 };
  expect(await excursions(ROWS, { broker })).toEqual([['exit_signal', 0.0035, 0.0035]]);
});
