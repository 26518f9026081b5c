import type { CandleRow } from '@q/brokers';
import { runBacktest } from './run-backtest.js';

const HOUR_MS = 3_600_000;
/** A Sunday, 22:00 UTC: fx opens, and its day begins. */
const OPENS = Date.UTC(2025, 0, 5, 22);

/** Hours of one price each, as many as there are prices. */
function hours(prices: readonly number[]): readonly CandleRow[] {
  return prices.map((price, hour) => {
    return { openTime: OPENS + hour * HOUR_MS, open: price, high: price, low: price, close: price, volume: 1 };
  });
}

test('an entry on daily candles is sized at the daily close of the symbol that converts its money, whatever its hours behind it', async () => {
  const daily = {
    name: 'daily',
    timeframes: ['1d'],
    entry: { long: { mode: 'all', conditions: [{ timeframe: '1d', signal: 'close', operator: '>', value: 0 }] } },
    risk: { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'fixed', value: 100 } },
  } as const;
  const { fills } = await runBacktest({
    config: {
      trading: { symbols: ['BTCEUR', 'EURUSD'], timeframes: ['1d'] },
      account: { currency: 'USD', balance: 100_000 },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
      risk: { max_position_size: 100 },
      services: { strategy_evaluation: { min_rows_required: 1 } },
      instruments: {
        BTCEUR: {
          digits: 1,
          tick_size: 0.1,
          pip: 1,
          contract_size: 1,
          lot_step: 0.01,
          min_lot: 0.01,
          max_lot: 1_000,
          base_currency: 'BTC',
          quote_currency: 'EUR',
          session: 'always',
        },
      },
      backtest: { min_coverage_percent: 0 },
      logging: { console: false },
    },
    candles: {
      BTCEUR: hours(new Array<number>(60).fill(40_000)),
      // A day of 1.25, and other prices in the two hours before the day of the coin ends.
      EURUSD: hours(Array.from({ length: 60 }, (_, hour) => (hour < 24 ? 1.25 : 1.6))),
    },
    strategies: { BTCEUR: [daily] },
  });
  // A hundredth of the account is 800 euros, and a lot loses 100 of them.
  expect(fills[0]).toMatchObject({ volume: 8, filledAt: Date.UTC(2025, 0, 7) });
});
