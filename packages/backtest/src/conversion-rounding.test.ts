import { runBacktest } from './run-backtest.js';

const HOUR_MS = 3_600_000;
/** A Monday. */
const START = Date.UTC(2025, 0, 6);

const hours = Array.from({ length: 30 }, (_, hour) => {
  const openTime = START + hour * HOUR_MS;
  return { openTime, open: 125, high: 125, low: 125, close: 125, volume: 1 };
});

/** 5,000 dollars of USDJPY, held over the first night on an account in dollars: commission of the entry, and swap. */
async function costsWith(account: object) {
  const { fills, swaps } = await runBacktest({
    config: {
      trading: { symbols: ['USDJPY'], timeframes: ['60'] },
      account,
      broker: { spread_pips: 0, commission_per_lot: 0, commission_taker_percent: 0.00108, swap_long: -1.3 },
      risk: { max_positions: 1 },
      services: { strategy_evaluation: { min_rows_required: 1 } },
    },
    candles: { USDJPY: hours },
    strategies: {
      USDJPY: [
        {
          name: 'hold',
          timeframes: ['60'],
          entry: { long: { conditions: [{ signal: 'close', operator: '>', value: 1, timeframe: '60' }] } },
          risk: { position_sizing: { type: 'fixed', value: 0.05 } },
        },
      ],
    },
  });
  return [fills[0]?.commission, swaps?.[0]?.amount];
}

test.each([
  // At about 125: 6.75 yen are 5.4 cents, 7 yen 5.6. The swap is 1.3 points of 5 yen: 6.5 yen are 5.2 cents, 7 yen 5.6, 6 yen 4.8.
  [{}, -0.05, -0.05],
  [{ conversion_rounding: 'quote_first' }, -0.06, -0.06],
  [{ conversion_rounding: 'quote_first', rounding: 'half_even' }, -0.06, -0.05],
  [{ conversion_side: 'mid', conversion_rounding: 'quote_first' }, -0.06, -0.06],
])('account %j: a commission of %d and a swap of %d', async (account, commission, swap) => {
  expect(await costsWith(account)).toEqual([commission, swap]);
});
