import { walk } from '../proofs/testing/proof-bench.js';
import { findJumps } from './find-jumps.js';

const columnsOf = (rows: readonly { readonly high: number; readonly low: number; readonly close: number }[]) => ({
  high: Float64Array.from(rows, ({ high }) => high),
  low: Float64Array.from(rows, ({ low }) => low),
  close: Float64Array.from(rows, ({ close }) => close),
});
const rows = walk(5_000).map(({ high, low, close }) => ({ high, low, close }));

test('an ordinary series has none', () => {
  expect(findJumps(columnsOf(rows))).toMatchObject({ count: 0, first: undefined });
});

test('a price that is ten times what it was for a candle is two: there and back', () => {
  const spiked = rows.map((row, at) =>
    at === 3_000 ? { high: row.high * 10, low: row.low * 10, close: row.close * 10 } : row,
  );
  expect(findJumps(columnsOf(spiked))).toMatchObject({ count: 2, first: 3_000 });
});

test('a low that falls to nothing inside a candle is one', () => {
  const spiked = rows.map((row, at) => (at === 7 ? { ...row, low: 0.01 } : row));
  expect(findJumps(columnsOf(spiked))).toMatchObject({ count: 1, first: 7 });
});

test('a series that always moves much is measured by itself: 50 times its median change', () => {
  const wild = Array.from({ length: 200 }, (_, at) => ({ close: at % 2 === 0 ? 100 : 103 }));
  const { factor, count } = findJumps(columnsOf(wild.map(({ close }) => ({ high: close * 2, low: close / 2, close }))));
  expect(factor).toBeCloseTo(1.03 ** 50, 10);
  expect(count).toBe(0);
});

test('a price that never moves may move by a tenth', () => {
  const still = Array.from({ length: 10 }, (_, at) => ({ high: at === 5 ? 109 : 100, low: 100, close: 100 }));
  expect(findJumps(columnsOf(still)).count).toBe(0);
  expect(findJumps(columnsOf(still.map((row) => ({ ...row, high: row.high + (row.high > 100 ? 2 : 0) })))).count).toBe(
    1,
  );
});

test('nothing is in nothing', () => {
  expect(findJumps(columnsOf([]))).toMatchObject({ count: 0, first: undefined });
});
