import type { CandleRow } from '@q/brokers';
import { runBacktest } from './run-backtest.js';

const MINUTE_MS = 60_000;
/** A Monday, 00:00 UTC. */
const START = Date.UTC(2025, 0, 6);

/** An hour at one price, but for the dip of the first five minutes and a high of 15 pips. */
function minutes(highAt: number): readonly CandleRow[] {
  return Array.from({ length: 60 }, (_, minute) => {
    const price = minute < 5 ? 1.0999 : 1.1;
    const high = minute === highAt ? 1.1015 : price;
    return { openTime: START + minute * MINUTE_MS, open: price, high, low: price, close: price, volume: 1 };
  });
}

const afterDip = {
  name: 'after the dip',
  timeframes: ['5'],
  entry: { long: { mode: 'all', conditions: [{ timeframe: '5', signal: 'close', operator: '<', value: 1.1 }] } },
  risk: { position_sizing: { type: 'fixed', value: 1 }, sl: { type: 'trailing', step: 20 } },
} as const;

/** Where its stop stood, from which minute on. */
async function stopsOf(highAt: number): Promise<readonly (readonly [number, number])[] | undefined> {
  const { levels } = await runBacktest({
    config: {
      trading: { symbols: ['EURUSD'], timeframes: ['5'] },
      account: { currency: 'USD', balance: 100_000 },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0 },
      services: { strategy_evaluation: { min_rows_required: 1 } },
      backtest: { min_coverage_percent: 0 },
      logging: { console: false },
    },
    candles: { EURUSD: minutes(highAt) },
    strategies: { EURUSD: [afterDip] },
  });
  return levels[0]?.stops.map(({ at, price }) => [(at - START) / MINUTE_MS, price]);
}

test.each([
  ['the minute in which the position was opened', 5, 10],
  ['a minute in the middle', 7, 10],
  ['its last minute', 9, 10],
  ['the first minute of a later one', 30, 35],
  ['the middle of a later one', 32, 35],
])(
  'a stop that trails on candles of five minutes moves when the one with a new high closes, be that in %s',
  async (_where, highAt, movedAt) => {
    const stops = await stopsOf(highAt);
    expect(stops?.at(-1)).toEqual([movedAt, 1.0995]);
  },
);
