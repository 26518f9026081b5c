import type { ConfigInput } from '@q/config';
import type { Timeframe } from '@q/events';
import { CONFIG, MINUTE_MS, walk } from '../proofs/testing/proof-bench.js';
import { publishedCandles } from '../testing/published-candles.js';
import { countHigher } from './count-higher.js';

const minutes = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, minute) => Date.parse(from) + minute * MINUTE_MS);
const counted = (opens: readonly number[], timeframe: Timeframe, session: 'fx' | 'always' = 'fx') =>
  countHigher(Float64Array.from(opens), timeframe, { periodMs: MINUTE_MS, session });

test('a candle that lacks a base candle is partial, one that lacks all is none', () => {
  const opens = minutes('2025-01-06T00:00Z', 20).filter((_, minute) => minute !== 7 && (minute < 10 || minute > 14));
  expect(counted(opens, '5')).toEqual({ timeframe: '5', candles: 3, partial: 1 });
});

test('the last candles of a week end with it: 14:00 to 22:00 UTC on a Friday in winter', () => {
  expect(counted(minutes('2025-01-10T14:00Z', 480), '240')).toEqual({ timeframe: '240', candles: 2, partial: 0 });
  expect(counted(minutes('2025-01-10T14:00Z', 479), '240')).toMatchObject({ candles: 2, partial: 1 });
});

test('Sunday evening is the begin of Monday, and no day of its own; where trade never ends it is the end of Sunday', () => {
  const evening = minutes('2025-01-05T22:00Z', 24 * 60);
  expect(counted(evening, '1d')).toEqual({ timeframe: '1d', candles: 1, partial: 0 });
  expect(counted(evening, '1d', 'always')).toEqual({ timeframe: '1d', candles: 2, partial: 2 });
});

test('data that begin inside a candle make it a partial one', () => {
  expect(counted(minutes('2025-01-06T00:02Z', 8), '5')).toMatchObject({ candles: 2, partial: 1 });
});

test('a time that repeats fills no place', () => {
  const opens = minutes('2025-01-06T00:00Z', 5).filter((_, minute) => minute !== 3);
  expect(counted([...opens.slice(0, 2), ...opens.slice(1)], '5')).toMatchObject({ candles: 1, partial: 1 });
});

test('there are as many, and as many partial ones, as the run publishes', async () => {
  const isThere = (_row: unknown, minute: number) => minute % 13 !== 4 && (minute < 300 || minute > 420);
  const rows = walk(4_997).filter(isThere);
  const timeframes = ['1', '5', '60', '240', '1d'] as const;
  const symbols = ['BTCUSD', 'EURUSD'];
  const config: ConfigInput = {
    ...CONFIG,
    indicators: {},
    trading: { symbols, timeframes: [...timeframes] },
    outputs: { history: 'all' },
  };
  const candles = { BTCUSD: rows, EURUSD: rows };
  const { published, result } = await publishedCandles({ config, candles, allowGaps: true });
  for (const { symbol, higher } of result.data) {
    expect(higher.map(({ timeframe }) => timeframe)).toEqual(timeframes.slice(1));
    for (const { timeframe, ...counts } of higher) {
      const own = published.filter((one) => one.symbol === symbol && one.timeframe === timeframe);
      const partial = own.filter(({ candle: { isPartial } }) => isPartial === true);
      expect([symbol, timeframe, counts]).toEqual([
        symbol,
        timeframe,
        { candles: own.length, partial: partial.length },
      ]);
    }
  }
});
