import { findDigits } from './find-digits.js';

/** A price that changes with every candle, in units of the last decimal. */
const prices = (count: number, decimals: number): number[] =>
  Array.from({ length: count }, (_, at) => Number((1.1 + (((at * 7) % 97) + 1) / 10 ** decimals).toFixed(decimals)));
const found = (closes: readonly number[], digits = 5) => findDigits(Float64Array.from(closes), digits);

test('a series of one resolution is one stretch, whichever it is', () => {
  expect(found(prices(1_000, 5)).stretches).toEqual([{ from: 0, decimals: 5 }]);
  expect(found(prices(1_000, 3)).stretches).toEqual([{ from: 0, decimals: 3 }]);
});

test('a feed that goes from five decimals to three and back shows where', () => {
  const { stretches, tooFine } = found([...prices(640, 5), ...prices(640, 3), ...prices(640, 5)]);
  expect(stretches).toEqual([
    { from: 0, decimals: 5 },
    { from: 640, decimals: 3 },
    { from: 1_280, decimals: 5 },
  ]);
  expect(tooFine).toEqual({ count: 0, first: undefined });
});

test('a price that stands still uses no decimals, and is no change of them', () => {
  const still = Array.from({ length: 1_000 }, () => 1.2);
  expect(found([...prices(640, 5), ...still, ...prices(640, 5)]).stretches).toEqual([{ from: 0, decimals: 5 }]);
});

test('decimals that the instrument does not have are counted; half a tick is the middle of two quotes', () => {
  expect(found([1.1, 1.100001, 1.2, 1.123456]).tooFine).toEqual({ count: 2, first: 1 });
  expect(found([1.100005, 1.100015, 1.123455]).tooFine.count).toBe(0);
});

test('a short series, and an empty one', () => {
  expect(found([1.1, 1.12345]).stretches).toEqual([{ from: 0, decimals: 5 }]);
  expect(found([]).stretches).toEqual([]);
});
