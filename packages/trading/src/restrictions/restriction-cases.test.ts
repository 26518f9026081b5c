import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instrumentSpecs } from '../instrument-specs.js';
import { checkRestrictions } from './check-restrictions.js';
import { parseHolidays } from './parse-holidays.js';
import { parseNews } from './parse-news.js';
import type { RestrictionCalendar } from './read-calendar.js';
import type { RestrictedInstrument, RestrictionRules } from './restriction.js';

const GOLDEN = join(__dirname, '../../../../../shared/spec/golden/restriction_cases.json');
const present = existsSync(GOLDEN);
if (!present)
  process.stderr.write(
    'SKIPPED: ../shared/spec/golden is absent, restrictions are not compared with the golden cases\n',
  );
const golden = present ? it : it.skip;

interface GoldenCase {
  readonly check: string;
  readonly instrument?: string;
  readonly default_close?: string;
  readonly minutes?: number;
  readonly news_minutes?: number;
  readonly now?: string;
  readonly blocked?: boolean;
  readonly closing?: boolean;
}

const cases: readonly GoldenCase[] = present ? (JSON.parse(readFileSync(GOLDEN, 'utf8')) as GoldenCase[]) : [];
const timed = (check: string): readonly GoldenCase[] =>
  cases.filter((each) => each.check === check && each.now !== undefined);

const NEWS = `Description,Instrument,Dates,Forecast,Previous,Restrictions
Rate decision,EUR,2025-08-29T10:45:00Z,,,1
Inflation,USD,2025-08-29T12:30:00Z,2.9%,2.8%,1
Sentiment,USD,2025-08-29T15:00:00Z,58.6,61.7,0
`;
const HOLIDAYS = 'Description,Instrument,Dates\nLabor Day,XAUUSD,2025-09-01T21:00:00+03:00\n';

function instrument(symbol: string): RestrictedInstrument {
  const spec = instrumentSpecs[symbol];
  if (spec === undefined) throw new Error(`no ${symbol}`);
  return { ...spec, symbol };
}

describe('restriction_cases.json', () => {
  golden('has the cases that are compared here', () => {
    expect([timed('news').length, timed('market_close').length, cases.length]).toEqual([8, 9, 22]);
  });

  golden('news restricts from its first to its last minute, both included', () => {
    for (const { now = '', news_minutes: minutes = NaN, blocked } of timed('news')) {
      const rules: RestrictionRules = {
        account_type: 'swing',
        news: { enabled: true, minutes_before: minutes, minutes_after: minutes },
      };
      const verdict = checkRestrictions({
        now: Date.parse(now),
        instrument: instrument('EURUSD'),
        rules,
        news: parseNews(NEWS, 'UTC'),
      });
      expect([now, verdict.blocked]).toEqual([now, blocked]);
    }
  });

  golden('the market close closes a daily account, at the time of a holiday where there is one', () => {
    for (const { now = '', instrument: symbol = '', default_close: time = '', minutes = NaN, closing } of timed(
      'market_close',
    )) {
      const verdict = verdictAt(now, { symbol, time, minutes });
      expect([symbol, now, verdict.closePositions, verdict.blocked]).toEqual([symbol, now, closing, closing]);
    }
  });
});

interface Close {
  readonly symbol?: string;
  readonly time?: string;
  readonly minutes?: number;
  readonly holidays?: RestrictionCalendar<never> | undefined;
}

function verdictAt(now: string, { symbol = 'XAUUSD', time = '23:40:00+03:00', minutes = 10, ...given }: Close) {
  const rules: RestrictionRules = {
    account_type: 'daily',
    holidays: { enabled: true },
    market_close: { enabled: true, time, minutes },
  };
  const holidays = 'holidays' in given ? given.holidays : parseHolidays(HOLIDAYS, 'UTC');
  return checkRestrictions({ now: Date.parse(now), instrument: instrument(symbol), rules, holidays });
}

/** Golden outcomes that rulings replace. */
describe('where ours differs', () => {
  it('a news file that is missing blocks and says so (ruling 11)', () => {
    const rules: RestrictionRules = {
      account_type: 'swing',
      news: { enabled: true, minutes_before: 2, minutes_after: 2 },
    };
    const question = { now: Date.parse('2025-08-29T09:00:00Z'), instrument: instrument('EURUSD'), rules };
    const verdict = checkRestrictions(question);
    expect([verdict.blocked, verdict.closePositions]).toEqual([true, false]);
    expect(verdict.reasons.map(({ reason }) => reason)).toEqual(['restriction_file']);
    const missing = { ok: false, file: 'news.csv', problems: [{ message: 'it does not exist' }] } as const;
    expect(checkRestrictions({ ...question, news: missing }).reasons[0]?.message).toBe(
      'news.csv: it does not exist; no entries until it is mended',
    );
  });

  it('a holiday file that is missing falls back to the usual close, and blocks outside its window too', () => {
    const reasons = (now: string) => verdictAt(now, { holidays: undefined }).reasons.map(({ reason }) => reason);
    expect(verdictAt('2025-09-01T20:40:00Z', { holidays: undefined }).closePositions).toBe(true);
    expect(reasons('2025-09-01T20:40:00Z')).toEqual(['restriction_file', 'market_close']);
    expect(reasons('2025-09-01T12:00:00Z')).toEqual(['restriction_file']);
  });

  it('a close time that cannot be read is refused', () => {
    const attempt = () => verdictAt('2025-09-01T12:00:00Z', { time: '25:99' });
    expect(attempt).toThrow('"25:99" is not a close time: write HH:MM:SS, such as 23:40:00+03:00');
    expect(() => verdictAt('2025-09-01T12:00:00Z', { time: '23:40:00' })).toThrow('has no zone');
  });

  it('the window of a close goes over midnight (D23)', () => {
    const late = (now: string) => verdictAt(now, { time: '23:55:00Z' }).closePositions;
    expect(late('2025-08-30T00:02:00Z')).toBe(true);
    expect([late('2025-08-30T00:05:00Z'), late('2025-08-30T00:05:00.001Z')]).toEqual([true, false]);
    const early = (now: string) => verdictAt(now, { time: '00:05:00Z' }).closePositions;
    expect([early('2025-08-29T23:54:59.999Z'), early('2025-08-29T23:55:00Z')]).toEqual([false, true]);
  });

  it('the date of a close is that of its own zone (D23)', () => {
    expect(verdictAt('2025-08-29T21:30:00Z', { time: '00:30:00+03:00' }).closePositions).toBe(true);
    expect(verdictAt('2025-08-29T22:00:00Z', { time: '00:30:00+03:00' }).closePositions).toBe(false);
  });
});
