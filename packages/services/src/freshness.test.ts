import type { Calendar } from '@q/events';
import fc from 'fast-check';
import { Freshness } from './freshness.js';

const MINUTE_MS = 60_000;

/** Closed from one minute to another. */
function closedBetween(from: number, to: number): Calendar {
  const isOpen = (_symbol: string, instant: number): boolean => instant < from * MINUTE_MS || instant >= to * MINUTE_MS;
  return { isOpen, nextOpen: (symbol, instant) => (isOpen(symbol, instant) ? instant : to * MINUTE_MS) };
}

const freshnessOf = (calendar: Calendar): Freshness =>
  new Freshness({ calendar, symbol: 'EURUSD', timeframeMs: MINUTE_MS, delayMs: 0 });

test('a silent series is never told of before the time up to which it said that it would not be', () => {
  const minute = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(minute, minute, minute, (from, length, asked) => {
      const freshness = freshnessOf(closedBetween(from, from + length));
      for (let now = 1; now < 90; now += 1) {
        const until = now >= asked ? freshness.quietUntil(0, now * MINUTE_MS) : now * MINUTE_MS;
        for (; now * MINUTE_MS < until && now < 90; now += 1)
          expect(freshness.becameStale(0, now * MINUTE_MS)).toBe(false);
        freshness.becameStale(0, now * MINUTE_MS);
      }
    }),
  );
});

test('it is told of after two and a half candles, later where the market was closed, and once', () => {
  const quiet = (calendar: Calendar, next: number): number =>
    freshnessOf(calendar).quietUntil(0, next * MINUTE_MS) / MINUTE_MS;
  const always = closedBetween(1_000, 1_001);
  expect([quiet(always, 1), quiet(always, 3)]).toEqual([2.5 + 1 / MINUTE_MS, 3]);
  expect(quiet(closedBetween(2, 30), 7)).toBe(30);
  const stale = freshnessOf(always);
  expect(stale.becameStale(0, 3 * MINUTE_MS)).toBe(true);
  expect(stale.quietUntil(0, 4 * MINUTE_MS)).toBe(Infinity);
});
