import fc from 'fast-check';
import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { findGaps } from './find-gaps.js';

const calendar = sessionCalendar(Object.values(instrumentSpecs));
const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const hours = (from: string, to: string): number[] =>
  Array.from({ length: (at(to) - at(from)) / HOUR }, (_, hour) => at(from) + hour * HOUR);
const range = { startsAt: at('2025-01-03T00:00Z'), endsAt: at('2025-01-07T00:00Z') };

const gapsOf = (symbol: string, opens: readonly number[], within = range, periodMs = HOUR) =>
  findGaps(Float64Array.from(opens), { symbol, periodMs, ...within, calendar });

test('over a weekend nothing of fx is missing, and all of what trades always', () => {
  const opens = [
    ...hours('2025-01-03T00:00Z', '2025-01-03T22:00Z'),
    ...hours('2025-01-05T22:00Z', '2025-01-07T00:00Z'),
  ];
  expect(gapsOf('EURUSD', opens)).toEqual({ barsInSession: 48, barsOutside: 0, gapBars: 0, gaps: 0, longest: [] });
  expect(gapsOf('BTCUSD', opens)).toMatchObject({
    gapBars: 48,
    longest: [{ startsAt: at('2025-01-03T22:00Z'), endsAt: at('2025-01-05T22:00Z'), missingBars: 48 }],
  });
});

test('missing candles are counted between candles and at both ends of the range', () => {
  const opens = hours('2025-01-06T00:00Z', '2025-01-06T20:00Z').filter((_, hour) => ![3, 7, 8].includes(hour));
  // 22 on Friday and 2 on Sunday evening before the first, 1 and 2 within, 4 at the end.
  const found = gapsOf('EURUSD', opens);
  expect(found).toMatchObject({ barsInSession: 17, gapBars: 31, gaps: 4 });
  expect(found.longest.map(({ missingBars }) => missingBars)).toEqual([24, 1, 2, 4]);
  expect(found.longest[0]).toMatchObject({ startsAt: range.startsAt, endsAt: at('2025-01-06T00:00Z') });
  expect(found.longest.at(-1)).toMatchObject({ startsAt: at('2025-01-06T20:00Z'), endsAt: range.endsAt });
});

test('candles outside the session are neither expected nor missed', () => {
  const opens = [
    ...hours('2025-01-03T21:00Z', '2025-01-04T03:00Z'),
    ...hours('2025-01-05T20:00Z', '2025-01-05T23:00Z'),
  ];
  const within = { startsAt: at('2025-01-03T21:00Z'), endsAt: at('2025-01-05T23:00Z') };
  expect(gapsOf('EURUSD', opens, within)).toMatchObject({ barsInSession: 2, barsOutside: 7, gapBars: 0 });
});

test('days that move with the clocks of New York are all there', () => {
  const days = ['03-05T22', '03-06T22', '03-09T21', '03-10T21', '10-30T21', '11-02T22'].map((day) =>
    at(`2025-${day}:00Z`),
  );
  const missing = (from: number, to: number) => {
    const opens = days.slice(from, to);
    const within = { startsAt: opens[0] ?? NaN, endsAt: (opens.at(-1) ?? NaN) + 24 * HOUR };
    return gapsOf('EURUSD', opens, within, 24 * HOUR).gapBars;
  };
  expect([missing(0, 4), missing(4, 6)]).toEqual([0, 0]);
});

test('a time that repeats is no further place', () => {
  const opens = [0, 0, 1, 2].map((hour) => at('2025-01-06T00:00Z') + hour * HOUR);
  const within = { startsAt: opens[0] ?? NaN, endsAt: at('2025-01-06T03:00Z') };
  expect(gapsOf('EURUSD', opens, within)).toMatchObject({ barsInSession: 3, gapBars: 0 });
});

test('without any candle all are missing, and where none is expected none is', () => {
  expect(gapsOf('EURUSD', [])).toMatchObject({ barsInSession: 0, gapBars: 48, gaps: 1 });
  const saturday = { startsAt: at('2025-01-04T00:00Z'), endsAt: at('2025-01-04T12:00Z') };
  expect(gapsOf('EURUSD', [], saturday)).toMatchObject({ gapBars: 0, gaps: 0 });
});

test('of many gaps the longest are listed, in the order of time, and all are counted', () => {
  const opens = hours('2025-01-06T00:00Z', '2026-01-06T00:00Z').filter((_, hour) => hour % 10 !== 5 && hour % 1000 > 2);
  const found = gapsOf('BTCUSD', opens, { startsAt: opens[0] ?? NaN, endsAt: (opens.at(-1) ?? NaN) + HOUR });
  expect(found.gaps).toBe(884);
  expect(found.longest).toHaveLength(50);
  expect(found.longest.filter(({ missingBars }) => missingBars === 3)).toHaveLength(8);
  found.longest.reduce((before, gap) => (expect(gap.startsAt).toBeGreaterThan(before.startsAt), gap));
});

test('a gap of centuries is told at once, and of years as exactly as by counting', () => {
  const opens = [at('2025-01-06T00:00Z'), at('2325-01-08T00:00Z')];
  const within = { startsAt: opens[0] ?? NaN, endsAt: (opens[1] ?? NaN) + 60_000 };
  const { gapBars } = gapsOf('BTCUSD', opens, within, 60_000);
  expect(gapBars).toBe(((opens[1] ?? NaN) - (opens[0] ?? NaN)) / 60_000 - 1);
  const years = { startsAt: at('2020-01-05T22:00Z'), endsAt: at('2023-01-01T22:00Z') };
  // 156 weeks of 120 hours.
  expect(gapsOf('EURUSD', [years.startsAt], years).gapBars).toBe(156 * 120 - 1);
});

test('what is there and what is missing are together every open hour, whatever is left out', () => {
  const all = hours('2025-01-03T00:00Z', '2025-01-07T00:00Z').filter((hour) => calendar.isOpen('EURUSD', hour));
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }), (isThere) => {
      const opens = all.filter((_hour, place) => isThere[place]);
      const { barsInSession, gapBars, longest } = gapsOf('EURUSD', opens);
      expect([barsInSession, gapBars]).toEqual([opens.length, all.length - opens.length]);
      expect(longest.reduce((sum, { missingBars }) => sum + missingBars, 0)).toBe(gapBars);
    }),
  );
});
