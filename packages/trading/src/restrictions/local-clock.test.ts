import { localClock } from './local-clock.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);
const instants = (zone: string, local: string): readonly string[] =>
  localClock(zone)
    .instantsOf(at(local))
    .map((instant) => new Date(instant).toISOString().slice(0, 16));
const first = (zone: string, local: string): string =>
  new Date(localClock(zone).firstInstantOf(at(local))).toISOString().slice(0, 16);

describe('localClock', () => {
  it('knows UTC and offsets', () => {
    expect(instants('UTC', '2025-07-01T12:00')).toEqual(['2025-07-01T12:00']);
    expect(instants('+03:00', '2025-07-01T12:00')).toEqual(['2025-07-01T09:00']);
    expect(instants('-04:30', '2025-07-01T12:00')).toEqual(['2025-07-01T16:30']);
  });

  it.each([
    ['Europe/Berlin', '2025-03-30T01:59', ['2025-03-30T00:59']],
    ['Europe/Berlin', '2025-03-30T02:00', []],
    ['Europe/Berlin', '2025-03-30T02:59', []],
    ['Europe/Berlin', '2025-03-30T03:00', ['2025-03-30T01:00']],
    ['Europe/Berlin', '2025-10-26T01:59', ['2025-10-25T23:59']],
    ['Europe/Berlin', '2025-10-26T02:00', ['2025-10-26T00:00', '2025-10-26T01:00']],
    ['Europe/Berlin', '2025-10-26T03:00', ['2025-10-26T02:00']],
    ['America/New_York', '2025-03-09T02:30', []],
    ['America/New_York', '2025-03-09T17:00', ['2025-03-09T21:00']],
    ['America/New_York', '2025-11-02T01:30', ['2025-11-02T05:30', '2025-11-02T06:30']],
    ['America/New_York', '2025-11-02T17:00', ['2025-11-02T22:00']],
  ])('the clocks of %s show %s at %j', (zone, local, expected) => {
    expect(instants(zone, local)).toEqual(expected);
  });

  it('reads a skipped time as if the clocks had not been put forward, and takes the first of two', () => {
    expect(first('Europe/Berlin', '2025-03-30T02:30')).toBe('2025-03-30T01:30');
    expect(first('America/New_York', '2025-11-02T01:30')).toBe('2025-11-02T05:30');
  });

  it('begins a day that has no midnight with its first instant', () => {
    // Beirut's clocks went from 00:00 to 01:00 on 2025-03-30.
    expect(first('Asia/Beirut', '2025-03-30T00:00')).toBe('2025-03-29T22:00');
    expect(localClock('Asia/Beirut').dayOf(at('2025-03-29T21:59')) + 1).toBe(
      localClock('Asia/Beirut').dayOf(at('2025-03-29T22:00')),
    );
  });

  it.each(['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'finds each instant of ten years again in what the clock of %s shows',
    (zone) => {
      const clock = localClock(zone);
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const wrong: string[] = [];
      for (let instant = at('2010-01-01T00:00'); instant < at('2020-01-01T00:00'); instant += 7 * HOUR_MS) {
        const local = at(shown.format(instant).replace(' ', 'T'));
        const isFound = clock.instantsOf(local).includes(instant);
        if (!isFound || clock.dayOf(instant) !== Math.floor(local / 86_400_000))
          wrong.push(new Date(instant).toISOString());
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['Europe/Nowhere', '+2', '', 'Z'])('says what a zone looks like that is not "%s"', (zone) => {
    expect(() => localClock(zone)).toThrow(`there is no time zone "${zone}": write UTC, an IANA name`);
  });
});
