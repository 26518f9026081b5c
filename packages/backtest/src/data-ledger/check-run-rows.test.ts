import type { CandleRow } from '@q/brokers';
import { marketSeries } from '../market-data.js';
import { MINUTE_MS, START, walk } from '../proofs/testing/proof-bench.js';
import { checkRunRows } from './check-run-rows.js';

const check =
  (rows: readonly CandleRow[], range: Parameters<typeof checkRunRows>[1] = {}) =>
  (): void =>
    checkRunRows([marketSeries('BTCUSD', { timeframe: '1', candles: rows })], range);
const [first] = walk(1);
const repeated = (times: number): readonly CandleRow[] =>
  first === undefined ? [] : Array.from({ length: times }, () => first);

test('more rows of one time than a cycle can tell of are refused', () => {
  expect(check(repeated(90_001))).not.toThrow();
  expect(check(repeated(90_002))).toThrow(
    'BTCUSD: 90001 rows one after the other repeat a time or go back in time, more than 90000 are not told of',
  );
});

test('rows outside of the range that is asked for are not told of', () => {
  const later = walk(95_000).map((row) => ({ ...row, high: row.low - 1 }));
  const ahead = repeated(95_000).map((row) => ({ ...row, openTime: START - MINUTE_MS }));
  expect(check([...ahead, ...later], { from: START })).not.toThrow();
  expect(check([...ahead, ...later])).toThrow('94999 rows one after the other');
});
