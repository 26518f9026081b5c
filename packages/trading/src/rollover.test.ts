import fc from 'fast-check';
import { rolloverFinder } from './rollover.js';

const newYork = rolloverFinder({ time: '17:00', timeZone: 'America/New_York' });

test.each([
  ['in winter 22:00 UTC', '2025-01-08T12:00Z', '2025-01-08T22:00Z', 3],
  ['in summer 21:00 UTC', '2025-07-09T12:00Z', '2025-07-09T21:00Z', 3],
  ['at a rollover it is the next one', '2025-01-08T22:00Z', '2025-01-09T22:00Z', 4],
  ['just before a rollover it is that one', '2025-01-08T21:59:59Z', '2025-01-08T22:00Z', 3],
  ['after midnight UTC the local day is still the one before', '2025-01-08T02:00Z', '2025-01-08T22:00Z', 3],
  ['the Saturday before the clocks go forward', '2025-03-08T12:00Z', '2025-03-08T22:00Z', 6],
  ['the Sunday on which they do', '2025-03-08T22:00Z', '2025-03-09T21:00Z', 0],
  ['the Sunday on which they go back', '2025-11-01T21:00Z', '2025-11-02T22:00Z', 0],
])('%s', (_what, instant, at, weekday) => {
  expect(newYork(Date.parse(instant))).toEqual({ at: Date.parse(at), weekday });
});

test('from each rollover on there is exactly one a local day', () => {
  let { at, weekday } = newYork(Date.UTC(2025, 0, 1));
  for (let day = 0; day < 400; day += 1) {
    const next = newYork(at);
    expect([23, 24, 25]).toContain((next.at - at) / 3_600_000);
    expect(next.weekday).toBe((weekday + 1) % 7);
    ({ at, weekday } = next);
  }
});

test('it is always later, by a day and an hour of change at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), (instant) => {
      const { at } = newYork(instant);
      expect(at).toBeGreaterThan(instant);
      expect(at - instant).toBeLessThanOrEqual(25 * 3_600_000);
    }),
  );
});
