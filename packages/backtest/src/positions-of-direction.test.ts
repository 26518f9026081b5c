import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6, 8);
const CLOSES = [1.1, 1.2, 1.1, 1.1, 1.2, 1.1, 1.3, 1.2, 1.2];
const CANDLES = CLOSES.map((close, row) => {
  return { openTime: START + row * MINUTE_MS, open: close, high: close, low: close, close, volume: 1 };
});
const at = (value: number) => ({
  long: { conditions: [{ signal: 'close', operator: '==' as const, value, timeframe: '1' as const }] },
});

/** In at 1.1, out at 1.3. */
async function run(most: number | undefined) {
  const { trades, denials, openPositions } = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['1'] },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
      risk: {
        ...{ daily_loss_limit: 0, account_stop_loss: { enabled: false } },
        ...(most === undefined ? {} : { max_positions_per_direction: most }),
      },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { EURUSD: CANDLES },
    strategies: {
      EURUSD: [
        {
          name: 'more',
          timeframes: ['1'],
          entry: at(1.1),
          exit: at(1.3),
          risk: { position_sizing: { type: 'fixed', value: 1 } },
        },
      ],
    },
  });
  return {
    entries: trades.map(({ entryPrice }) => entryPrice),
    denied: denials.map(({ reason }) => reason),
    openPositions,
  };
}

test.each([
  ['one position where nothing is said', undefined, [1.2], 3],
  ['two', 2, [1.2, 1.1], 2],
  ['as many as it asks for', 9, [1.2, 1.1, 1.2, 1.3], 0],
] as const)('of a direction a strategy has %s; an exit closes all of them', async (_what, most, entries, denied) => {
  expect(await run(most)).toEqual({ entries, denied: Array(denied).fill('duplicate_entry'), openPositions: 0 });
});
