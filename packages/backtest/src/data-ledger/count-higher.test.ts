import type { ConfigInput } from '@q/config';
import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { CONFIG, MINUTE_MS, walk } from '../proofs/testing/proof-bench.js';
import { runBacktest } from '../run-backtest.js';
import { countHigher } from './count-higher.js';

const terms = { symbol: 'EURUSD', periodMs: MINUTE_MS, calendar: sessionCalendar(Object.values(instrumentSpecs)) };
const minutes = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, minute) => Date.parse(from) + minute * MINUTE_MS);
const counted = (opens: readonly number[], timeframe: '5' | '240') =>
  countHigher(Float64Array.from(opens), timeframe, terms);

test('a candle that lacks a base candle is partial, one that lacks all is none', () => {
  const opens = minutes('2025-01-06T00:00Z', 20).filter((_, minute) => minute !== 7 && (minute < 10 || minute > 14));
  expect(counted(opens, '5')).toEqual({ timeframe: '5', candles: 3, partial: 1 });
});

test('the candle that the session cuts off is whole: 20:00 to 22:00 on a Friday', () => {
  expect(counted(minutes('2025-01-10T16:00Z', 360), '240')).toEqual({ timeframe: '240', candles: 2, partial: 0 });
  expect(counted(minutes('2025-01-10T16:00Z', 359), '240')).toMatchObject({ candles: 2, partial: 1 });
});

test('data that begin inside a candle make it a partial one', () => {
  expect(counted(minutes('2025-01-06T00:02Z', 8), '5')).toMatchObject({ candles: 2, partial: 1 });
});

test('a time that repeats fills no place', () => {
  const opens = minutes('2025-01-06T00:00Z', 5).filter((_, minute) => minute !== 3);
  expect(counted([...opens.slice(0, 2), ...opens.slice(1)], '5')).toMatchObject({ candles: 1, partial: 1 });
});

test('there are as many as the run publishes', async () => {
  const rows = walk(997).filter((_, minute) => minute % 13 !== 4 && (minute < 300 || minute > 420));
  const config: ConfigInput = { ...CONFIG, trading: { symbols: ['BTCUSD'], timeframes: ['1', '5', '60'] } };
  const { data, figures } = await runBacktest({ config, candles: { BTCUSD: rows }, allowGaps: true });
  const published = figures.candles.filter(({ timeframe }) => timeframe !== '1');
  const told = data[0]?.higher.map(({ timeframe, candles }) => ({ timeframe, published: candles }));
  expect(told).toHaveLength(2);
  expect(published).toEqual(expect.arrayContaining((told ?? []).map((one) => expect.objectContaining(one))));
});
