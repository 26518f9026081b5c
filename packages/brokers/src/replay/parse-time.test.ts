import fc from 'fast-check';
import type { DateOrder } from './parse-time.js';
import { TimeParser } from './parse-time.js';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(`9${text}9`);

function parse(text: string, order: DateOrder = 'dmy'): { ms: number; zoned: boolean } {
  const parser = new TimeParser(order);
  const bytes = encoded(text);
  return { ms: parser.parse(bytes, 1, bytes.length - 1), zoned: parser.zoned };
}

const EXPECTED = Date.UTC(2025, 0, 6, 13, 4, 5);

describe('TimeParser', () => {
  it.each([
    '2025-01-06 13:04:05',
    '2025-01-06T13:04:05',
    '2025.01.06 13:04:05',
    '2025/01/06 13:04:05',
    '2025/1/6 13:04:05',
    '20250106 130405',
    '20250106130405',
    '06.01.2025 13:04:05',
    '6/1/2025 13:04:05',
    '06-01-2025 13:04:05',
    '2025-01-06 13:04:05.000',
    '2025-01-06 13:04:05.000000',
  ])("reads '%s' as local time", (text) => {
    expect(parse(text)).toEqual({ ms: EXPECTED, zoned: false });
  });

  it.each([
    '2025-01-06T13:04:05Z',
    '2025-01-06 13:04:05+00:00',
    '2025-01-06 15:04:05+02:00',
    '2025-01-06 15:04:05+0200',
    '2025-01-06 15:04:05+02',
    '2025-01-06 08:34:05 -04:30',
    '2025-01-06 13:04:05 UTC',
    '06.01.2025 14:04:05.000 GMT+0100',
    '1736168645',
    '1736168645.0',
    '1736168645000',
    '1736168645000000',
    '1736168645000000000',
  ])("reads '%s' as UTC", (text) => {
    expect(parse(text)).toEqual({ ms: EXPECTED, zoned: true });
  });

  it.each([
    ['2025-01-06', Date.UTC(2025, 0, 6)],
    ['20250106', Date.UTC(2025, 0, 6)],
    ['2025-01-06 07:30', Date.UTC(2025, 0, 6, 7, 30)],
    ['2025-01-06 7:30', Date.UTC(2025, 0, 6, 7, 30)],
    ['2024-02-29 00:00:00', Date.UTC(2024, 1, 29)],
    ['2025-01-06 13:04:05.25', EXPECTED + 250],
    ['2025-01-06 13:04:05.123456', EXPECTED + 123],
    ['999999999', 999_999_999_000],
  ])("reads '%s'", (text, ms) => {
    expect(parse(text).ms).toBe(ms);
  });

  it('obeys the order of day and month where the year comes last, and only there', () => {
    expect(parse('02/01/2025', 'mdy').ms).toBe(Date.UTC(2025, 1, 1));
    expect(parse('02/01/2025', 'dmy').ms).toBe(Date.UTC(2025, 0, 2));
    expect(parse('2025-02-01', 'dmy').ms).toBe(Date.UTC(2025, 1, 1));
  });

  it.each([
    '2025-01-06 13:04:05+15:00',
    '2025-01-06 13:04:05+02:60',
    '',
    ' ',
    'time',
    '2025',
    '2025-01',
    '2025-13-01',
    '2025-17-05',
    '2025-00-05',
    '2025-01-32',
    '2025-02-29',
    '2025-01-06 24:00:00',
    '2025-01-06 13:60',
    '2025-01-06 13:04:60',
    '2025-01-06x13:04:05',
    '2025-01-06 ',
    '2025-01-06 13',
    '2025-01-06 13:04:05 PM',
    '2025-01-06 13:04:05+',
    '2025-01-06 13:04:05+2',
    '2025-01/06',
    '06/01/25',
    '31/02/2025',
    '12345',
    '17361686451',
    '-1736168645',
    '1736168645x',
  ])("takes '%s' for no time", (text) => {
    expect(parse(text).ms).toBeNaN();
  });

  it('reads what Date prints, for all times of four centuries', () => {
    const parser = new TimeParser('dmy');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          const iso = encoded(date.toISOString());
          expect(parser.parse(iso, 1, iso.length - 1)).toBe(date.getTime());
        },
      ),
    );
  });

  it('does not mistake an impossible day for the one that it has just read', () => {
    const parser = new TimeParser('dmy');
    const read = (text: string): number => parser.parse(encoded(text), 1, text.length + 1);
    expect(read('2025-01-05')).toBe(Date.UTC(2025, 0, 5));
    for (const text of ['2024-17-05', '2025-00-37', '2024-12-37', '2025-101-05']) expect(read(text)).toBeNaN();
  });

  it('reads a time of day in a cell of its own', () => {
    const parser = new TimeParser('dmy');
    const read = (text: string): number => parser.parseTimeOfDay(encoded(text), 1, text.length + 1);
    expect(['00:00', '13:04:05', '130405'].map(read)).toEqual([0, 47_045_000, 47_045_000]);
    expect(read('1304')).toBeNaN();
  });
});
