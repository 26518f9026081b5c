import { timeZone } from './time-zone.js';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(`${text}Z`);

function utc(zone: string, local: string, previous = -Infinity): string {
  const found = timeZone(zone);
  if (found === undefined) throw new Error(`no zone ${zone}`);
  return new Date(found.toUtc(at(local), previous)).toISOString().slice(0, 16);
}

describe('timeZone', () => {
  it('knows offsets and UTC', () => {
    expect(utc('+02:00', '2025-07-01T12:00')).toBe('2025-07-01T10:00');
    expect(utc('-04:30', '2025-07-01T12:00')).toBe('2025-07-01T16:30');
    expect(utc('UTC', '2025-07-01T12:00')).toBe('2025-07-01T12:00');
  });

  it('follows summer time', () => {
    expect(utc('Europe/Athens', '2025-01-15T12:00')).toBe('2025-01-15T10:00');
    expect(utc('Europe/Athens', '2025-07-15T12:00')).toBe('2025-07-15T09:00');
    expect(utc('America/New_York', '2025-03-09T01:59')).toBe('2025-03-09T06:59');
    expect(utc('America/New_York', '2025-03-09T03:00')).toBe('2025-03-09T07:00');
  });

  it('reads a local time that never was as if the clocks had not gone forward', () => {
    expect(utc('America/New_York', '2025-03-09T02:30')).toBe('2025-03-09T07:30');
  });

  it('takes the first of two equal local times, or the second where the row before is as late', () => {
    expect(utc('America/New_York', '2025-11-02T01:30')).toBe('2025-11-02T05:30');
    expect(utc('America/New_York', '2025-11-02T01:30', at('2025-11-02T05:29'))).toBe('2025-11-02T05:30');
    expect(utc('America/New_York', '2025-11-02T01:30', at('2025-11-02T05:59'))).toBe('2025-11-02T06:30');
  });

  it.each(['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia'])(
    'gives back what the local clock of %s shows in ten years, the first of two equal times',
    (name) => {
      const zone = timeZone(name);
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
      const wrong: string[] = [];
      for (let instant = at('2010-01-01T00:00'); instant < at('2020-01-01T00:00'); instant += 7 * HOUR_MS) {
        const shown = clock.format(instant);
        const back = zone?.toUtc(at(shown.replace(' ', 'T')), -Infinity) ?? NaN;
        if (clock.format(back) !== shown || back > instant) wrong.push(new Date(instant).toISOString());
      }
      expect(wrong).toEqual([]);
    },
  );

  it('gives back all the minutes of a night in which clocks go back', () => {
    const zone = timeZone('Europe/Berlin');
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    let previous = -Infinity;
    for (let instant = at('2025-10-25T22:00'); instant < at('2025-10-26T04:00'); instant += 60_000) {
      previous = zone?.toUtc(at(clock.format(instant).replace(' ', 'T')), previous) ?? NaN;
      expect(previous).toBe(instant);
    }
  });

  it.each(['Europe/Nowhere', '+2', '', 'EST5'])("knows no zone '%s'", (name) => {
    expect(timeZone(name)).toBeUndefined();
  });
});
