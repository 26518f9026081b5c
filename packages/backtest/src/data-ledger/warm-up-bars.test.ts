import { warmUpBars } from './warm-up-bars.js';

const HOUR_MS = 3_600_000;
const hours = (from: string, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, hour) => Date.parse(from) + hour * HOUR_MS);
const onDays = [[{ timeframe: '1d', candles: 2 }]] as const;

test('two days of fx are there at the second 17:00 in New York, two UTC days at the second midnight', () => {
  const opens = hours('2025-01-07T20:00Z', 60);
  expect(warmUpBars(opens, { periodMs: HOUR_MS, session: 'fx' }, onDays)).toBe(25);
  expect(warmUpBars(opens, { periodMs: HOUR_MS, session: 'always' }, onDays)).toBe(27);
});

test('a strategy is asked at the next close of its lowest timeframe', () => {
  const declared = [
    { timeframe: '60', candles: 3 },
    { timeframe: '240', candles: 1 },
  ] as const;
  const higher = [
    { timeframe: '240', candles: 1 },
    { timeframe: '1d', candles: 1 },
  ] as const;
  const opens = hours('2025-07-07T23:00Z', 60);
  const terms = { periodMs: HOUR_MS, session: 'fx' } as const;
  // Four hours end at 01:00 UTC in summer, the day at 21:00.
  expect(warmUpBars(opens, terms, [declared])).toBe(2);
  expect(warmUpBars(opens, terms, [higher])).toBe(21);
  expect(warmUpBars(opens, terms, [higher, declared])).toBe(2);
});

test('all are warm-up where a strategy never has what it waits for, none without strategies', () => {
  const terms = { periodMs: HOUR_MS, session: 'fx' } as const;
  expect(warmUpBars(hours('2025-01-07T20:00Z', 20), terms, onDays)).toBe(20);
  expect(warmUpBars(hours('2025-01-07T20:00Z', 20), terms, [])).toBe(0);
});
