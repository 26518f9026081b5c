import fc from 'fast-check';
import type { CandleRow } from '@q/brokers';
import { CandleColumns } from '@q/brokers';
import { CONFIG, MINUTE_MS, START, walk } from '../proofs/testing/proof-bench.js';
import { runBacktest } from '../run-backtest.js';
import { judgeRows, OUTSIDE, ROW_PROBLEMS, SOUND } from './row-problems.js';

const judged = (rows: readonly CandleRow[], range: Parameters<typeof judgeRows>[1] = {}) =>
  [...judgeRows({ symbol: 'BTCUSD', timeframe: '1', columns: CandleColumns.of(rows) }, range).verdicts].map(
    (verdict) => (verdict === SOUND ? 'sound' : verdict === OUTSIDE ? 'outside' : ROW_PROBLEMS[verdict - 1]),
  );
const sound = { open: 10, high: 12, low: 9, close: 11, volume: 1 };
const rowAt = (minute: number, more: Partial<CandleRow> = {}): CandleRow => ({
  openTime: START + minute * MINUTE_MS,
  ...sound,
  ...more,
});

test.each<[string, Partial<CandleRow>]>([
  ['not_a_number', { close: NaN }],
  ['not_a_number', { high: Infinity }],
  ['not_a_number', { volume: NaN }],
  ['not_positive', { open: 0, low: 0 }],
  ['not_positive', { low: -1 }],
  ['high_below_low', { high: 8 }],
  ['outside_range', { close: 13 }],
  ['negative_volume', { volume: -1 }],
  ['duplicate', { openTime: START }],
  ['out_of_order', { openTime: START - MINUTE_MS }],
  ['overlapping', { openTime: START + MINUTE_MS / 2 }],
  ['sound', {}],
])('a row is %s: %j', (wanted, more) => {
  expect(judged([rowAt(0), rowAt(1, more), rowAt(2)])).toEqual(['sound', wanted, 'sound']);
});

test('a repeated time is sound where duplicates are kept', () => {
  expect(judged([rowAt(0), rowAt(0), rowAt(1)], { keepsDuplicates: true })).toEqual(['sound', 'sound', 'sound']);
});

test('rows outside the range that is asked for are not judged', () => {
  const range = { from: START + MINUTE_MS, to: START + 2 * MINUTE_MS };
  expect(judged([rowAt(0, { close: NaN }), rowAt(1), rowAt(2)], range)).toEqual(['outside', 'sound', 'outside']);
});

test('a row whose ask is unsound is, also where its own prices are sound', () => {
  const quotes = { bid: sound, ask: sound };
  const rows = [rowAt(0, { quotes }), rowAt(1, { quotes: { bid: sound, ask: { ...sound, high: 8 } } })];
  expect(judged(rows)).toEqual(['sound', 'high_below_low']);
});

const place = fc.integer({ min: 0, max: 59 });
const moved = fc.record({
  row: place,
  key: fc.constant('openTime' as const),
  value: fc.integer({ min: -45, max: 45 }),
});
const spoiled = fc.record({
  row: place,
  key: fc.constantFrom('open', 'high', 'low', 'close', 'volume'),
  value: fc.oneof(fc.constantFrom(NaN, Infinity, -1, 0, 1e9), fc.integer({ min: -90, max: 90 })),
});
const changes = fc.oneof(fc.array(moved, { maxLength: 12 }), fc.array(spoiled, { maxLength: 12 }));

test('the run leaves out exactly the rows that the ledger calls unsound, whatever is wrong with their times or their values', async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.constantFrom('keep', 'reject'), async (made, duplicates) => {
      const rows = walk(60).map((row) => ({ ...row }));
      for (const { row, key, value } of made) {
        const changed = rows[row];
        if (changed !== undefined) changed[key] = key === 'openTime' ? changed.openTime + value * MINUTE_MS : value;
      }
      const candles = { BTCUSD: { timeframe: '1' as const, candles: rows } };
      const { data, figures } = await runBacktest({ config: CONFIG, candles, duplicates, allowGaps: true });
      expect(figures.candles.map(({ bad, published }) => [bad, published])).toEqual(
        data.map(({ rows: all, soundBars }) => [all - soundBars, soundBars]),
      );
    }),
    { numRuns: 80 },
  );
});
