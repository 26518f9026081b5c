import fc from 'fast-check';
import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { coverageOf } from './coverage.js';

const calendar = sessionCalendar(Object.values(instrumentSpecs));
const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const candles = (symbol: string, openTime: readonly number[], periodMs = HOUR) => ({
  symbol,
  periodMs,
  openTime,
  open: [],
  close: [],
});
const hours = (from: string, to: string): number[] =>
  Array.from({ length: (at(to) - at(from)) / HOUR }, (_, hour) => at(from) + hour * HOUR);
const range = { startedAt: at('2025-01-03T00:00Z'), endedAt: at('2025-01-07T00:00Z') };

test('over a weekend nothing of fx is missing, and all of what trades always', () => {
  const openTime = [
    ...hours('2025-01-03T00:00Z', '2025-01-03T22:00Z'),
    ...hours('2025-01-05T22:00Z', '2025-01-07T00:00Z'),
  ];
  expect(coverageOf(candles('EURUSD', openTime), range, calendar)).toEqual({
    symbol: 'EURUSD',
    bars: 48,
    barsInSession: 48,
    gapBars: 0,
    gaps: 0,
    coveragePercent: 100,
  });
  expect(coverageOf(candles('BTCUSD', openTime), range, calendar)).toMatchObject({
    gapBars: 48,
    gaps: 1,
    coveragePercent: 50,
  });
});

test('missing candles are counted between candles and at both ends of the run', () => {
  const openTime = hours('2025-01-06T00:00Z', '2025-01-06T20:00Z').filter(
    (_time, hour) => hour !== 3 && hour !== 7 && hour !== 8,
  );
  // 22 on Friday and 2 on Sunday evening before the first, 1 and 2 within, 4 at the end.
  expect(coverageOf(candles('EURUSD', openTime), range, calendar)).toMatchObject({
    bars: 17,
    gapBars: 31,
    gaps: 4,
    coveragePercent: (100 * 17) / 48,
  });
});

test('candles outside the session are bars, but neither expected nor missed', () => {
  const openTime = [
    ...hours('2025-01-03T21:00Z', '2025-01-04T03:00Z'),
    ...hours('2025-01-05T20:00Z', '2025-01-05T23:00Z'),
  ];
  const within = { startedAt: at('2025-01-03T21:00Z'), endedAt: at('2025-01-05T23:00Z') };
  expect(coverageOf(candles('EURUSD', openTime), within, calendar)).toMatchObject({
    bars: 9,
    barsInSession: 2,
    gapBars: 0,
    coveragePercent: 100,
  });
});

test('days that move with the clocks of New York are all there', () => {
  const days = ['03-05T22', '03-06T22', '03-09T21', '03-10T21', '10-30T21', '11-02T22'].map((day) =>
    at(`2025-${day}:00Z`),
  );
  const covered = (from: number, to: number) => {
    const openTime = days.slice(from, to);
    const within = { startedAt: openTime[0] ?? NaN, endedAt: (openTime.at(-1) ?? NaN) + 24 * HOUR };
    return coverageOf(candles('EURUSD', openTime, 24 * HOUR), within, calendar);
  };
  expect(covered(0, 4)).toMatchObject({ gapBars: 0, coveragePercent: 100 });
  expect(covered(4, 6)).toMatchObject({ gapBars: 0, coveragePercent: 100 });
});

test('a time that repeats is a further bar, but no further place', () => {
  const openTime = [0, 0, 1, 2].map((hour) => at('2025-01-06T00:00Z') + hour * HOUR);
  const within = { startedAt: openTime[0] ?? NaN, endedAt: at('2025-01-06T03:00Z') };
  expect(coverageOf(candles('EURUSD', openTime), within, calendar)).toMatchObject({
    bars: 4,
    barsInSession: 3,
    gapBars: 0,
  });
});

test('without any candle all are missing, and where none is expected there is no coverage', () => {
  expect(coverageOf(candles('EURUSD', []), range, calendar)).toMatchObject({
    bars: 0,
    gapBars: 48,
    gaps: 1,
    coveragePercent: 0,
  });
  const saturday = { startedAt: at('2025-01-04T00:00Z'), endedAt: at('2025-01-04T12:00Z') };
  expect(coverageOf(candles('EURUSD', []), saturday, calendar)).toMatchObject({
    gapBars: 0,
    coveragePercent: { na: 'no candle was expected' },
  });
});

test('what is there and what is missing are together every open hour, whatever is left out', () => {
  const all = hours('2025-01-03T00:00Z', '2025-01-07T00:00Z').filter((hour) => calendar.isOpen('EURUSD', hour));
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }), (isThere) => {
      const openTime = all.filter((_hour, place) => isThere[place]);
      const { barsInSession, gapBars } = coverageOf(candles('EURUSD', openTime), range, calendar);
      expect([barsInSession, gapBars]).toEqual([openTime.length, all.length - openTime.length]);
    }),
  );
});
