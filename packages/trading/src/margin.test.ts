import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import { isAtLevel, marginMinor } from './margin.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

test.each([
  ['a lot of EURUSD at 1.1 and 1:30: 110,000 / 30', 'EURUSD', 1.1, 1, 30, 366_667],
  ['the same at 1:100', 'EURUSD', 1.1, 1, 100, 110_000],
  ['0.3 lots of USDJPY at 1:30, whatever the price: 30,000 / 30', 'USDJPY', 151.234, 0.3, 30, 100_000],
  ['half a cent away from zero: 1.1 * 1,000 / 16 = 68.75', 'EURUSD', 1.1, 0.01, 16, 6_875],
])('%s', (_what, symbol, price, volume, leverage, wanted) => {
  expect(marginMinor({ instrument: spec(symbol), price, volume, currency: 'USD' }, leverage)).toBe(wanted);
});

test('a level is reached at so many percent of the margin, exactly', () => {
  expect([isAtLevel(5_000, 10_000, 50), isAtLevel(5_001, 10_000, 50), isAtLevel(-1, 10_000, 0)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('also where floating point misses the product: 33.3 percent of 30.00 are 9.99, of ten million coins 3.33 million', () => {
  const units = 1e7 * 1e8;
  expect([33.3 * 3_000 < 99_900, isAtLevel(999, 3_000, 33.3), isAtLevel(1_000, 3_000, 33.3)]).toEqual([
    true,
    true,
    false,
  ]);
  expect([isAtLevel(0.333 * units, units, 33.3), isAtLevel(0.333 * units + 1, units, 33.3)]).toEqual([true, false]);
});
