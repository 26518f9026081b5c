import fc from 'fast-check';
import type { DayStart } from './trading-day.js';
import { tradingDays } from './trading-day.js';

const tradingDay = (instant: number, dayStart: DayStart): number => tradingDays(dayStart)(instant);
const at = (text: string): number => Date.parse(text);
const changes = (before: string, after: string, dayStart: { time: string; offset: string }): number =>
  tradingDay(at(after), dayStart) - tradingDay(at(before), dayStart);

describe('tradingDays', () => {
  it.each([
    ['midnight UTC', { time: '00:00:00', offset: '+00:00' }, '2025-01-07T00:00:00.000Z'],
    ['17:00 at +03:00', { time: '17:00:00', offset: '+03:00' }, '2025-01-06T14:00:00.000Z'],
    ['17:00 at -05:00', { time: '17:00:00', offset: '-05:00' }, '2025-01-06T22:00:00.000Z'],
    ['midnight at +05:30', { time: '00:00:00', offset: '+05:30' }, '2025-01-06T18:30:00.000Z'],
    ['23:59:59 at -03:30', { time: '23:59:59', offset: '-03:30' }, '2025-01-07T03:29:59.000Z'],
  ])('changes at %s, and not a millisecond before or after', (_name, dayStart, reset) => {
    const instant = at(reset);
    expect(tradingDay(instant, dayStart) - tradingDay(instant - 1, dayStart)).toBe(1);
    expect(tradingDay(instant + 86_399_999, dayStart)).toBe(tradingDay(instant, dayStart));
    expect(tradingDay(instant + 86_400_000, dayStart)).toBe(tradingDay(instant, dayStart) + 1);
  });

  it('grows by one at each reset, before 1970 too', () => {
    const utc = { time: '00:00:00', offset: '+00:00' };
    expect(changes('1969-12-31T23:59:59Z', '1970-01-01T00:00:00Z', utc)).toBe(1);
    expect(changes('2024-02-28T12:00Z', '2024-03-01T12:00Z', utc)).toBe(2);
  });

  it('is the day that the shifted local date names', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const zone = fc.integer({ min: -12, max: 14 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), hour, zone, (instant, resetHour, hours) => {
        const two = (n: number): string => String(n).padStart(2, '0');
        const offset = `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:00`;
        // The date on a wall in that zone, as of so many hours earlier: UTC arithmetic by the runtime's own calendar.
        const wall = new Date(instant + (hours - resetHour) * 3_600_000).toISOString().slice(0, 10);
        const day = Date.parse(`${wall}T00:00Z`) / 86_400_000;
        expect(tradingDay(instant, { time: `${two(resetHour)}:00:00`, offset })).toBe(day);
      }),
    );
  });
});
