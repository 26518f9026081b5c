import { minuteOfDay, nextTimeOfDay } from './time-of-day.js';

const iso = (instant: number): string => new Date(instant).toISOString();
const at = (text: string): number => Date.parse(text);

test.each([
  ['2025-01-06T08:04:59Z', 'UTC', 8 * 60 + 4],
  ['2025-01-06T00:10:00Z', '-03:30', 20 * 60 + 40],
  ['2025-01-06T23:10:00Z', '+02:00', 60 + 10],
  ['2025-07-01T12:00:00Z', 'America/New_York', 8 * 60],
])('%s in %s is minute %s', (instant, zone, minute) => {
  expect(minuteOfDay(at(instant), zone)).toBe(minute);
});

test.each([
  ['2025-01-06T08:00:00Z', '22:00', 'UTC', '2025-01-06T22:00:00.000Z'],
  ['2025-01-06T22:00:00Z', '22:00', 'UTC', '2025-01-07T22:00:00.000Z'],
  ['2025-01-06T22:00:30Z', '22:00', 'UTC', '2025-01-07T22:00:00.000Z'],
  ['2025-01-06T08:00:00Z', '09:30', '+05:30', '2025-01-07T04:00:00.000Z'],
  // The night of the 30th of March 2025 has an hour less in Berlin, that of the 26th of October one more.
  ['2025-03-29T23:00:00Z', '07:00', 'Europe/Berlin', '2025-03-30T05:00:00.000Z'],
  ['2025-10-25T20:00:00Z', '07:00', 'Europe/Berlin', '2025-10-26T06:00:00.000Z'],
  ['2025-03-30T06:00:00Z', '08:00', 'Europe/Berlin', '2025-03-31T06:00:00.000Z'],
])('after %s it is %s in %s at %s', (from, time, zone, expected) => {
  expect(iso(nextTimeOfDay(at(from), time, zone))).toBe(expected);
});

test('in the hour that a clock change skips, the time beside it is taken, and it is always later than now', () => {
  let now = at('2025-03-29T00:00:00Z');
  for (let day = 0; day < 4; day += 1) {
    const next = nextTimeOfDay(now, '02:30', 'Europe/Berlin');
    expect(next).toBeGreaterThan(now);
    expect(next - now).toBeLessThanOrEqual(26 * 3_600_000);
    now = next;
  }
});
