import { parseHolidays } from './parse-holidays.js';

const HEADER = 'Description,Instrument,Dates\n';
const at = (text: string): number => Date.parse(text);

describe('parseHolidays', () => {
  it('reads a date with a time as an early close, and a date alone as a closed day', () => {
    const text = `${HEADER}Thanksgiving,XAUUSD,2025-11-28T13:00:00\nChristmas,,2025-12-25\n`;
    expect(parseHolidays(text, 'America/New_York')).toEqual({
      ok: true,
      items: [
        {
          kind: 'early_close',
          description: 'Thanksgiving',
          instruments: ['XAUUSD'],
          at: at('2025-11-28T18:00:00Z'),
        },
        {
          kind: 'closed_day',
          description: 'Christmas',
          instruments: [],
          from: at('2025-12-25T05:00:00Z'),
          until: at('2025-12-26T04:59:59.999Z'),
        },
      ],
    });
  });

  it.each([
    ['2025-03-30', '2025-03-29T23:00:00.000Z', '2025-03-30T21:59:59.999Z'],
    ['2025-10-26', '2025-10-25T22:00:00.000Z', '2025-10-26T22:59:59.999Z'],
  ])('closes all of %s, on which the clocks change', (date, from, until) => {
    const read = parseHolidays(`${HEADER}x,EUR,${date}\n`, 'Europe/Berlin');
    expect(read).toMatchObject({ ok: true, items: [{ kind: 'closed_day', from: at(from), until: at(until) }] });
  });

  it('says where a date is wrong', () => {
    expect(parseHolidays(`${HEADER}x,EUR,2025-12-25\nx,EUR,2025-12-32\n`, 'UTC')).toEqual({
      ok: false,
      problems: [{ line: 3, message: '"2025-12-32" is no date: write one such as 2025-08-29T12:30:00Z' }],
    });
  });
});
