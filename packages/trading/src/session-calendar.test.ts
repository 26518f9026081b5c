import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import { sessionCalendar } from './session-calendar.js';

const HOUR_MS = 3_600_000;
const instruments = Object.values(instrumentSpecs).filter((one): one is Instrument => one !== undefined);
const calendar = sessionCalendar(instruments);
const at = (text: string): number => Date.parse(text);

/** The same rule by the time zone data of the runtime. */
const newYork = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

function isOpenByZoneData(instant: number): boolean {
  const parts = newYork.formatToParts(instant);
  const weekday = parts.find(({ type }) => type === 'weekday')?.value;
  const hour = Number(parts.find(({ type }) => type === 'hour')?.value);
  if (weekday === 'Sat') return false;
  if (weekday === 'Fri') return hour < 17;
  return weekday === 'Sun' ? hour >= 17 : true;
}

describe('sessionCalendar', () => {
  it('agrees with the time zone data for every hour of twelve years', () => {
    const differing: string[] = [];
    for (let instant = at('2019-01-01T00:00Z'); instant < at('2031-01-01T00:00Z'); instant += HOUR_MS) {
      if (calendar.isOpen('EURUSD', instant) !== isOpenByZoneData(instant))
        differing.push(new Date(instant).toISOString());
    }
    expect(differing).toEqual([]);
  });

  it('agrees with the time zone data in the weeks around the changes of 2007 and 2037', () => {
    for (const day of ['2007-03-11', '2007-11-04', '2037-03-08', '2037-11-01']) {
      for (let hours = -200; hours < 200; hours += 1) {
        const instant = at(`${day}T07:00Z`) + hours * HOUR_MS;
        expect(calendar.isOpen('EURUSD', instant)).toBe(isOpenByZoneData(instant));
      }
    }
  });

  it('opens at 22:00 UTC in winter and 21:00 UTC in summer', () => {
    expect(calendar.nextOpen('EURUSD', at('2025-01-04T12:00Z'))).toBe(at('2025-01-05T22:00Z'));
    expect(calendar.nextOpen('EURUSD', at('2025-07-05T12:00Z'))).toBe(at('2025-07-06T21:00Z'));
    expect(calendar.nextOpen('EURUSD', at('2025-03-08T12:00Z'))).toBe(at('2025-03-09T21:00Z'));
    expect(calendar.nextOpen('EURUSD', at('2025-11-01T12:00Z'))).toBe(at('2025-11-02T22:00Z'));
  });

  it('is open at the minute it opens and closed at the minute it closes', () => {
    expect(calendar.isOpen('EURUSD', at('2025-01-05T21:59:59.999Z'))).toBe(false);
    expect(calendar.isOpen('EURUSD', at('2025-01-05T22:00Z'))).toBe(true);
    expect(calendar.isOpen('EURUSD', at('2025-01-10T21:59:59.999Z'))).toBe(true);
    expect(calendar.isOpen('EURUSD', at('2025-01-10T22:00Z'))).toBe(false);
  });

  it('opens next at once while open, and at the next opening while closed', () => {
    for (let instant = at('2024-12-20T00:00Z'); instant < at('2025-12-20T00:00Z'); instant += HOUR_MS) {
      const next = calendar.nextOpen('EURUSD', instant) ?? NaN;
      expect(calendar.isOpen('EURUSD', next)).toBe(true);
      if (calendar.isOpen('EURUSD', instant)) expect(next).toBe(instant);
      else expect(calendar.isOpen('EURUSD', next - 1)).toBe(false);
    }
  });

  it('answers the same whatever was asked before', () => {
    const instants = ['2025-06-01T20:00Z', '2025-06-01T21:00Z', '2025-06-06T20:59Z', '2025-06-06T21:00Z'].map(at);
    const forward = instants.map((instant) => calendar.isOpen('EURUSD', instant));
    const backward = [...instants].reverse().map((instant) => calendar.isOpen('EURUSD', instant));
    expect(forward).toEqual([false, true, true, false]);
    expect([...backward].reverse()).toEqual(forward);
  });

  it('never closes what trades always', () => {
    expect(calendar.isOpen('BTCUSD', at('2025-01-04T12:00Z'))).toBe(true);
    expect(calendar.nextOpen('BTCUSD', at('2025-01-04T12:00Z'))).toBe(at('2025-01-04T12:00Z'));
  });

  it('refuses a symbol that it was not told of', () => {
    expect(() => calendar.isOpen('UNHEARD', 0)).toThrow("no instrument 'UNHEARD'");
  });
});
