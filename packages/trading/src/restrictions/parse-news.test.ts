import { parseNews } from './parse-news.js';

const HEADER = 'Description,Instrument,Dates,Forecast,Previous,Restrictions\n';
const at = (text: string): number => Date.parse(text);

/** What is wrong with one row, which stands on line 2. */
function faults(row: string, zone = 'UTC'): readonly string[] {
  const read = parseNews(`${HEADER}${row}\n`, zone);
  return read.ok ? [] : read.problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('parseNews', () => {
  it('keeps the rows that restrict, with the instruments they are about', () => {
    const text = `${HEADER}"CPI, y/y",USD,2025-08-29T12:30:00Z,2.9%,2.8%,1
Retail sales,USD,2025-08-29T12:30:00Z,,,0
Speech,EUR/GBP; chf,2025-08-29 14:00+02:00,,,1
Nothing said,usd,2025-08-29T12:30:00Z,,,
Summit,all,2025-08-30T06:00Z,,,1
Gold fixing,XAUUSD,2025-08-30T15:00:00.500Z,,,1
`;
    expect(parseNews(text, 'UTC')).toEqual({
      ok: true,
      items: [
        { at: at('2025-08-29T12:30:00Z'), description: 'CPI, y/y', instruments: ['USD'] },
        {
          at: at('2025-08-29T12:00:00Z'),
          description: 'Speech',
          instruments: ['EUR/GBP; CHF', 'EUR', 'GBP', 'CHF'],
        },
        { at: at('2025-08-30T06:00:00Z'), description: 'Summit', instruments: [] },
        { at: at('2025-08-30T15:00:00.500Z'), description: 'Gold fixing', instruments: ['XAUUSD'] },
      ],
    });
  });

  it('reads a time without offset on the clock of the zone', () => {
    const times = (zone: string, dates: string): readonly string[] => {
      const read = parseNews(`${HEADER}x,USD,${dates},,,1`, zone);
      return read.ok ? read.items.map((item) => new Date(item.at).toISOString().slice(0, 16)) : [];
    };
    expect(times('America/New_York', '2025-03-07T08:30')).toEqual(['2025-03-07T13:30']);
    expect(times('America/New_York', '2025-03-10T08:30')).toEqual(['2025-03-10T12:30']);
    expect(times('+03:00', '2025-03-10 08:30:00')).toEqual(['2025-03-10T05:30']);
    expect(times('America/New_York', '2025-03-10T08:30Z')).toEqual(['2025-03-10T08:30']);
  });

  it.each([
    ['x,USD,29.08.2025 12:30,,,1', '2: "29.08.2025 12:30" is no date: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,2025-02-30T12:30Z,,,1', '2: "2025-02-30T12:30Z" is no date: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,2025-08-29T24:00Z,,,1', '2: "2025-08-29T24:00Z" is no date: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,2025-08-29T12:60Z,,,0', '2: "2025-08-29T12:60Z" is no date: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,,,,1', '2: "" is no date: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,2025-08-29,,,1', '2: "2025-08-29" has no time: write one such as 2025-08-29T12:30:00Z'],
    ['x,USD,2025-08-29T12:30Z,,,yes', '2: Restrictions is "yes": write 1 to restrict, or 0'],
    [
      'x,"USD, (EUR)",2025-08-29T12:30Z,,,1',
      '2: "(EUR)" is neither a currency nor a symbol: write them such as "USD EUR" or XAUUSD',
    ],
    ['a, b,USD,2025-08-29T12:30Z,,,1', '2: 7 cells where the header has 6: put a text with commas in quotes'],
    ['x,USD,2025-08-29T12:30Z,,1', '2: 5 cells where the header has 6: put a text with commas in quotes'],
    [
      '"x,USD,2025-08-29T12:30Z,,,1',
      '2: a quote does not end, or text stands after its end: write a quote inside a cell as two',
    ],
  ])('refuses %s', (row, fault) => {
    expect(faults(row)).toEqual([fault]);
  });

  it('refuses a local time that never comes, or comes twice', () => {
    expect(faults('x,EUR,2025-03-30T02:30,,,1', 'Europe/Berlin')).toEqual([
      '2: "2025-03-30T02:30" never comes in Europe/Berlin, where clocks are put forward over it',
    ]);
    expect(faults('x,EUR,2025-10-26T02:30,,,1', 'Europe/Berlin')).toEqual([
      '2: "2025-10-26T02:30" comes twice in Europe/Berlin: write it with its offset, such as +02:00',
    ]);
    expect(faults('x,EUR,2025-10-26T02:30+01:00,,,1', 'Europe/Berlin')).toEqual([]);
  });

  it('tells every problem of every row, not the first alone', () => {
    const read = parseNews(`${HEADER}x,USD,2025-08-29T12:30Z,,,1\n\nx,USD,soon,,,2\nx,USD,later,,,1\n`, 'UTC');
    expect(read.ok ? [] : read.problems.map(({ line }) => line)).toEqual([4, 4, 5]);
  });

  it('takes columns in any order and others beside them', () => {
    const text = 'Id,Restrictions,Dates,Instrument,Description,Previous,Forecast\n7,1,2025-08-29T12:30Z,USD,CPI,,\n';
    expect(parseNews(text, 'UTC')).toMatchObject({ ok: true, items: [{ description: 'CPI', instruments: ['USD'] }] });
  });

  it.each([
    ['', 'there is no header: the first line must name'],
    ['\n\n', 'there is no header: the first line must name'],
    [HEADER.replace('Dates', 'Date'), 'the column Dates is missing: the header must name'],
    [HEADER.replace('Forecast', 'Dates'), 'the column Dates stands twice: the header must name'],
    [HEADER.replaceAll(',', ';'), 'the column Description is missing: the header must name'],
    ['x,USD,2025-08-29T12:30Z,,,1\n', 'the column Description is missing: the header must name'],
  ])('refuses the header %j', (text, fault) => {
    const read = parseNews(text, 'UTC');
    expect(read.ok ? '' : read.problems.map(({ line, message }) => `${line} ${message}`).join('\n')).toContain(fault);
  });

  it('accepts a calendar without news', () => {
    expect(parseNews(HEADER, 'UTC')).toEqual({ ok: true, items: [] });
  });
});
