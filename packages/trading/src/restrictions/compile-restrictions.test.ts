import type { RestrictionsAt } from './compile-restrictions.js';
import { compileRestrictions } from './compile-restrictions.js';
import { parseHolidays } from './parse-holidays.js';
import { parseNews } from './parse-news.js';
import type { RestrictedInstrument, RestrictionRules } from './restriction.js';

const at = (text: string): number => Date.parse(text.endsWith('Z') ? text : `${text}Z`);
const pair = (symbol: string, baseCurrency = symbol.slice(0, 3), quoteCurrency = symbol.slice(3)) => ({
  symbol,
  baseCurrency,
  quoteCurrency,
});
const EURUSD = pair('EURUSD');
const XAUUSD = pair('XAUUSD');
const close = (time: string, timeZone?: string, minutes = 10) => ({
  enabled: true,
  time,
  time_zone: timeZone,
  minutes,
});

function news(rows: string, timeZone = 'UTC') {
  return parseNews(`Description,Instrument,Dates,Forecast,Previous,Restrictions\n${rows}`, timeZone);
}

function holidays(rows: string, timeZone = 'UTC') {
  return parseHolidays(`Description,Instrument,Dates\n${rows}`, timeZone);
}

/** The edges of what a close restricts on a day, to the second. */
function edges(restrictionsAt: RestrictionsAt, from: string, to: string, instrument: RestrictedInstrument = EURUSD) {
  const found: string[] = [];
  let wasClosing = false;
  for (let instant = at(from); instant <= at(to); instant += 1_000) {
    const { closePositions } = restrictionsAt(instant, instrument);
    if (closePositions !== wasClosing) found.push(new Date(instant).toISOString().slice(5, 19));
    wasClosing = closePositions;
  }
  return found;
}

describe('news', () => {
  const rules: RestrictionRules = {
    account_type: 'daily',
    news: { enabled: true, minutes_before: 5, minutes_after: 30 },
  };
  const given = {
    news: news('CPI,USD,2025-08-29T12:30Z,,,1\nGDP,GBP,2025-08-29T12:50Z,,,1\nX,JPY,2025-08-29T12:40Z,,,0\n'),
  };

  it('restricts from minutes_before to minutes_after, says why, and closes nothing', () => {
    const restrictionsAt = compileRestrictions(rules, given);
    const blocked = ['12:24:59.999', '12:25:00', '13:00:00', '13:00:00.001'].map(
      (time) => restrictionsAt(at(`2025-08-29T${time}`), EURUSD).blocked,
    );
    expect(blocked).toEqual([false, true, true, false]);
    expect(restrictionsAt(at('2025-08-29T12:30'), EURUSD)).toEqual({
      blocked: true,
      closePositions: false,
      reasons: [
        {
          reason: 'news',
          message: 'news at 2025-08-29T12:30:00Z: CPI; restricted from 2025-08-29T12:25:00Z to 2025-08-29T13:00:00Z',
          from: at('2025-08-29T12:25'),
          until: at('2025-08-29T13:00'),
        },
      ],
    });
  });

  it('restricts the instruments of its currencies only, and tells every piece of news', () => {
    const restrictionsAt = compileRestrictions(rules, given);
    const count = (symbol: string) => restrictionsAt(at('2025-08-29T12:55'), pair(symbol)).reasons.length;
    expect(['EURUSD', 'USDJPY', 'GBPJPY', 'GBPUSD', 'EURJPY'].map(count)).toEqual([1, 1, 1, 2, 0]);
  });

  it.each([
    ['', true],
    ['All', true],
    ['usd', true],
    ['EUR USD', true],
    ['EUR;GBP', false],
    ['XAU', true],
    ['XAUUSD', true],
    ['XAUUSD.m', true],
    ['XAUEUR', false],
  ])('the instrument "%s" of a calendar is XAUUSD.m: %s', (name, expected) => {
    const calendar = { news: news(`x,${name},2025-08-29T12:30Z,,,1\n`) };
    const gold = pair('XAUUSD.m', 'XAU', 'USD');
    expect(compileRestrictions(rules, calendar)(at('2025-08-29T12:30'), gold).blocked).toBe(expected);
  });

  it('knows a symbol that holds a separator', () => {
    const calendar = { news: news('x,ger 40,2025-08-29T12:30Z,,,1\n') };
    const index = pair('GER 40', 'DAX', 'EUR');
    expect(compileRestrictions(rules, calendar)(at('2025-08-29T12:30'), index).blocked).toBe(true);
  });

  it('restricts nothing when switched off, not even with a broken file', () => {
    const off = { ...rules, news: { enabled: false, minutes_before: 5, minutes_after: 5 } };
    const restrictionsAt = compileRestrictions(off, { news: news('broken\n') });
    expect(restrictionsAt(at('2025-08-29T12:30'), EURUSD).blocked).toBe(false);
  });
});

describe('market close', () => {
  it('keeps to the clock of Berlin when it changes', () => {
    const restrictionsAt = compileRestrictions(
      { account_type: 'daily', market_close: close('22:00:00', 'Europe/Berlin') },
      {},
    );
    expect(edges(restrictionsAt, '2025-03-29T12:00', '2025-03-30T22:00')).toEqual([
      '03-29T20:50:00',
      '03-29T21:10:01',
      '03-30T19:50:00',
      '03-30T20:10:01',
    ]);
    expect(edges(restrictionsAt, '2025-10-25T12:00', '2025-10-26T22:00')).toEqual([
      '10-25T19:50:00',
      '10-25T20:10:01',
      '10-26T20:50:00',
      '10-26T21:10:01',
    ]);
  });

  it('keeps to the clock of New York when it changes', () => {
    const restrictionsAt = compileRestrictions(
      { account_type: 'daily', market_close: close('17:00', 'America/New_York', 5) },
      {},
    );
    expect(edges(restrictionsAt, '2025-03-08T12:00', '2025-03-10T00:00')).toEqual([
      '03-08T21:55:00',
      '03-08T22:05:01',
      '03-09T20:55:00',
      '03-09T21:05:01',
    ]);
    expect(edges(restrictionsAt, '2025-11-01T12:00', '2025-11-03T00:00')).toEqual([
      '11-01T20:55:00',
      '11-01T21:05:01',
      '11-02T21:55:00',
      '11-02T22:05:01',
    ]);
  });

  it('comes once where its time comes twice, and where its time is skipped', () => {
    const restrictionsAt = compileRestrictions(
      { account_type: 'daily', market_close: close('02:30', 'Europe/Berlin', 1) },
      {},
    );
    expect(edges(restrictionsAt, '2025-10-25T22:00', '2025-10-26T12:00')).toEqual(['10-26T00:29:00', '10-26T00:31:01']);
    expect(edges(restrictionsAt, '2025-03-29T22:00', '2025-03-30T12:00')).toEqual(['03-30T01:29:00', '03-30T01:31:01']);
  });

  it('means nothing to a swing account, nor does an early close', () => {
    const rules: RestrictionRules = {
      account_type: 'swing',
      market_close: close('22:00Z'),
      holidays: { enabled: true },
    };
    const restrictionsAt = compileRestrictions(rules, { holidays: holidays('x,,2025-08-29T18:00Z\n') });
    expect(restrictionsAt(at('2025-08-29T18:00'), EURUSD)).toEqual({
      blocked: false,
      reasons: [],
      closePositions: false,
    });
    expect(restrictionsAt(at('2025-08-30T22:00'), EURUSD).blocked).toBe(false);
  });

  it('is over when its window is, whatever was asked before', () => {
    const restrictionsAt = compileRestrictions({ account_type: 'daily', market_close: close('22:00Z') }, {});
    const asked = ['22:10:00', '22:10:00.001', '22:00:00', '23:00:00'].map(
      (time) => restrictionsAt(at(`2025-08-29T${time}`), EURUSD).blocked,
    );
    expect(asked).toEqual([true, false, true, false]);
  });
});

describe('holidays', () => {
  const rules: RestrictionRules = {
    account_type: 'daily',
    market_close: close('17:00', 'America/New_York'),
    holidays: { enabled: true },
  };
  const calendar = holidays('Thanksgiving,XAU,2025-11-28T13:00\nChristmas,USD,2025-12-25\n', 'America/New_York');

  it('an early close stands in for the usual one on that day, for its instruments', () => {
    const restrictionsAt = compileRestrictions(rules, { holidays: calendar });
    const [from, to] = ['2025-11-28T12:00', '2025-11-30T00:00'] as const;
    expect(edges(restrictionsAt, from, to, XAUUSD)).toEqual([
      '11-28T17:50:00',
      '11-28T18:10:01',
      '11-29T21:50:00',
      '11-29T22:10:01',
    ]);
    expect(edges(restrictionsAt, from, to)).toEqual([
      '11-28T21:50:00',
      '11-28T22:10:01',
      '11-29T21:50:00',
      '11-29T22:10:01',
    ]);
  });

  it('the day of an early close is that of the close time, however it was written', () => {
    const late = holidays('x,,2025-11-29T00:30Z\n');
    const restrictionsAt = compileRestrictions(rules, { holidays: late });
    expect(edges(restrictionsAt, '2025-11-28T12:00', '2025-11-29T12:00')).toEqual(['11-29T00:20:00', '11-29T00:40:01']);
  });

  it('a closed day restricts all of it, has no close, and closes what a daily account still holds', () => {
    const restrictionsAt = compileRestrictions(rules, { holidays: calendar });
    expect(edges(restrictionsAt, '2025-12-25T00:00', '2025-12-26T12:00')).toEqual(['12-25T05:00:00', '12-26T05:00:00']);
    expect(restrictionsAt(at('2025-12-25T22:00'), EURUSD).reasons).toEqual([
      {
        reason: 'market_close',
        message:
          'Christmas: the market is closed all day; restricted from 2025-12-25T05:00:00Z to 2025-12-26T04:59:59Z',
        from: at('2025-12-25T05:00'),
        until: at('2025-12-26T04:59:59.999'),
      },
    ]);
    expect(restrictionsAt(at('2025-12-25T12:00'), pair('EURGBP')).blocked).toBe(false);
  });

  it('a swing account enters nothing on a closed day and keeps what it holds', () => {
    const restrictionsAt = compileRestrictions({ ...rules, account_type: 'swing' }, { holidays: calendar });
    expect(restrictionsAt(at('2025-12-25T12:00'), EURUSD)).toMatchObject({ blocked: true, closePositions: false });
  });

  it('count without the close of usual days too', () => {
    const only = { ...rules, market_close: { ...close('17:00', 'America/New_York'), enabled: false } };
    const restrictionsAt = compileRestrictions(only, { holidays: calendar });
    const found = edges(restrictionsAt, '2025-11-27T12:00', '2025-11-29T12:00', XAUUSD);
    expect(found).toEqual(['11-28T17:50:00', '11-28T18:10:01']);
  });
});

describe('files and schedule', () => {
  const rules: RestrictionRules = {
    account_type: 'daily',
    news: { enabled: true, minutes_before: 5, minutes_after: 5 },
    holidays: { enabled: true },
    market_close: close('22:00Z'),
    schedule: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: '08:00-18:00', time_zone: 'UTC' },
  };

  it('a broken file restricts everything and names its first problem', () => {
    const broken = { ...news('x,USD,soon,,,1\nx,USD,later,,,1\n'), file: 'config/news.csv' };
    const verdict = compileRestrictions(rules, { news: broken, holidays: holidays('') })(
      at('2025-08-29T12:00'),
      EURUSD,
    );
    expect(verdict).toEqual({
      blocked: true,
      closePositions: false,
      reasons: [
        {
          reason: 'restriction_file',
          message:
            'config/news.csv:2: "soon" is no date: write one such as 2025-08-29T12:30:00Z (and 1 more); no entries until it is mended',
        },
      ],
    });
  });

  it('restricts outside the schedule', () => {
    const restrictionsAt = compileRestrictions(rules, { news: news(''), holidays: holidays('') });
    // 2025-08-29 is a Friday.
    const asked = ['2025-08-29T07:59', '2025-08-29T08:00', '2025-08-29T18:00', '2025-08-30T12:00'].map((instant) =>
      restrictionsAt(at(instant), EURUSD).reasons.map(({ reason }) => reason),
    );
    expect(asked).toEqual([['outside_schedule'], [], ['outside_schedule'], ['outside_schedule']]);
    expect(restrictionsAt(at('2025-08-30T12:00'), EURUSD).reasons[0]?.message).toBe(
      'trading is allowed 08:00-18:00 on mon, tue, wed, thu, fri (UTC)',
    );
  });

  it('tells everything at once, the gravest first', () => {
    const files = { news: news('x,ALL,2025-08-30T22:00Z,,,1\n'), holidays: undefined };
    const verdict = compileRestrictions(rules, files)(at('2025-08-30T22:00'), EURUSD);
    const reasons = verdict.reasons.map(({ reason }) => reason);
    expect(reasons).toEqual(['restriction_file', 'market_close', 'news', 'outside_schedule']);
    expect(verdict.closePositions).toBe(true);
  });

  it('gives the same verdict every time where nothing restricts', () => {
    const restrictionsAt = compileRestrictions(rules, { news: news(''), holidays: holidays('') });
    const first = restrictionsAt(at('2025-08-29T12:00'), EURUSD);
    expect(restrictionsAt(at('2025-08-29T12:01'), XAUUSD)).toBe(first);
  });
});
