import fc from 'fast-check';
import type { Timeframe } from '@q/events';
import { TIMEFRAMES, timeframeMs } from '@q/events';
import { sessionBucket } from './session-bucket.js';

const at = (text: string): number => Date.parse(text);
const HOUR_MS = 3_600_000;

/** The wall clock in New York by the time zone data of the runtime, as hours and minutes. */
const newYork = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit' });

test.each<[string, Timeframe, string, string, string]>([
  ['a winter day', '1d', '2025-01-08T12:00Z', '2025-01-07T22:00Z', '2025-01-08T22:00Z'],
  ['a summer day', '1d', '2025-07-09T12:00Z', '2025-07-08T21:00Z', '2025-07-09T21:00Z'],
  ['the begin belongs to the day', '1d', '2025-01-08T22:00Z', '2025-01-08T22:00Z', '2025-01-09T22:00Z'],
  ['Sunday evening is the begin of Monday', '1d', '2025-01-05T23:00Z', '2025-01-05T22:00Z', '2025-01-06T22:00Z'],
  ['Friday ends with the week', '1d', '2025-01-10T21:59Z', '2025-01-09T22:00Z', '2025-01-10T22:00Z'],
  ['the first day of summer time', '1d', '2025-03-10T12:00Z', '2025-03-09T21:00Z', '2025-03-10T21:00Z'],
  ['the Friday before it', '1d', '2025-03-07T12:00Z', '2025-03-06T22:00Z', '2025-03-07T22:00Z'],
  ['the first day of winter time', '1d', '2025-11-03T12:00Z', '2025-11-02T22:00Z', '2025-11-03T22:00Z'],
  ['the short Saturday', '1d', '2025-03-09T12:00Z', '2025-03-08T22:00Z', '2025-03-09T21:00Z'],
  ['the long Saturday', '1d', '2025-11-02T21:30Z', '2025-11-01T21:00Z', '2025-11-02T22:00Z'],
  ['four hours in winter', '240', '2025-01-08T03:00Z', '2025-01-08T02:00Z', '2025-01-08T06:00Z'],
  ['four hours in summer', '240', '2025-07-09T03:00Z', '2025-07-09T01:00Z', '2025-07-09T05:00Z'],
  ['half an hour', '30', '2025-07-09T03:44Z', '2025-07-09T03:30Z', '2025-07-09T04:00Z'],
])('fx, %s', (_what, timeframe, instant, opens, closes) => {
  const bucket = sessionBucket(timeframe, 'fx');
  const openTime = bucket.openTimeOf(at(instant));
  expect(new Date(openTime).toISOString()).toBe(new Date(at(opens)).toISOString());
  expect(new Date(bucket.closeTimeOf(openTime)).toISOString()).toBe(new Date(at(closes)).toISOString());
});

test('what trades always is cut on the UTC grid', () => {
  const bucket = sessionBucket('1d', 'always');
  expect(bucket.openTimeOf(at('2025-07-09T23:59Z'))).toBe(at('2025-07-09'));
  expect(bucket.closeTimeOf(at('2025-07-09'))).toBe(at('2025-07-10'));
});

test('every day of twenty years begins at 17:00 in New York', () => {
  const bucket = sessionBucket('1d', 'fx');
  const wrong: string[] = [];
  for (let instant = at('2010-01-01'); instant < at('2030-01-01'); instant += 7 * HOUR_MS) {
    const openTime = bucket.openTimeOf(instant);
    if (newYork.format(openTime) !== '17:00') wrong.push(new Date(openTime).toISOString());
  }
  expect(wrong).toEqual([]);
});

test('a week of fx has five days with candles, and thirty candles of four hours', () => {
  const opensOf = (timeframe: Timeframe): number => {
    const bucket = sessionBucket(timeframe, 'fx');
    const opens = new Set<number>();
    for (let instant = at('2025-03-09T21:00Z'); instant < at('2025-03-14T21:00Z'); instant += HOUR_MS)
      opens.add(bucket.openTimeOf(instant));
    return opens.size;
  };
  expect([opensOf('1d'), opensOf('240')]).toEqual([5, 30]);
});

test('every instant lies in its candle, candles follow one another without a gap, and none is longer than its timeframe, but a Saturday by an hour', () => {
  const instants = fc.integer({ min: at('2008-01-01'), max: at('2035-01-01') });
  fc.assert(
    fc.property(
      instants,
      fc.constantFrom(...TIMEFRAMES),
      fc.constantFrom('fx', 'always'),
      (instant, timeframe, session) => {
        const bucket = sessionBucket(timeframe, session);
        const openTime = bucket.openTimeOf(instant);
        const closeTime = bucket.closeTimeOf(openTime);
        expect(openTime).toBeLessThanOrEqual(instant);
        expect(bucket.openTimeOf(openTime)).toBe(openTime);
        expect(bucket.openTimeOf(closeTime)).toBe(closeTime);
        expect(instant).toBeLessThan(closeTime);
        expect(bucket.openTimeOf(closeTime - 1)).toBe(openTime);
        const isLongDay = timeframe === '1d' && session === 'fx' && new Date(openTime).getUTCDay() === 6;
        expect(closeTime - openTime).toBeLessThanOrEqual(timeframeMs(timeframe) + (isLongDay ? HOUR_MS : 0));
      },
    ),
  );
});
