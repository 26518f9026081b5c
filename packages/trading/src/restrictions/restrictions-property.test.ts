import fc from 'fast-check';
import { compileRestrictions } from './compile-restrictions.js';
import { parseHolidays } from './parse-holidays.js';
import { parseNews } from './parse-news.js';
import type { RestrictionRules } from './restriction.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const GOLD = { symbol: 'XAUUSD', baseCurrency: 'XAU', quoteCurrency: 'USD' };

/** Changes of clocks in the zones below, and days without one. */
const MOMENTS = [
  '2025-03-30T01:00Z',
  '2025-10-26T01:00Z',
  '2025-03-09T07:00Z',
  '2025-11-02T06:00Z',
  '2025-04-05T15:00Z',
  '2025-10-04T15:30Z',
  '2025-08-29T12:00Z',
  '2025-12-31T23:00Z',
].map((text) => Date.parse(text));
const ZONES = [
  'UTC',
  '+03:00',
  '-05:30',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
];
const NAMES = ['', 'ALL', 'USD', 'EUR/USD', 'xauusd', 'XAU;EUR', 'EUR', 'EUR JPY', 'EURUSD'];

interface Row {
  readonly name: string;
  readonly at: number;
  /** Of a news row whether it restricts, of a holiday row whether it is a whole day. */
  readonly flag: boolean;
}

interface World {
  readonly rules: RestrictionRules;
  readonly closeZone: string;
  readonly holidayZone: string;
  readonly news: readonly Row[];
  readonly holidays: readonly Row[];
}

const two = (value: number): string => String(value).padStart(2, '0');
const minutes = fc.integer({ min: 0, max: 100 });
const around = (moment: number, reach: number) =>
  fc.integer({ min: -reach, max: reach }).map((minute) => moment + minute * MINUTE_MS);
const rows = (moment: number, reach: number): fc.Arbitrary<readonly Row[]> =>
  fc.array(fc.record({ name: fc.constantFrom(...NAMES), at: around(moment, reach), flag: fc.boolean() }), {
    maxLength: 4,
  });

const worlds = fc.constantFrom(...MOMENTS).chain((moment) =>
  fc.record({
    nows: fc.array(
      fc.tuple(around(moment, 2_000), fc.constantFrom(0, 1, -1, 30_000)).map(([now, odd]) => now + odd),
      { minLength: 1, maxLength: 12 },
    ),
    account_type: fc.constantFrom('daily', 'daily', 'swing'),
    closeZone: fc.constantFrom(...ZONES),
    holidayZone: fc.constantFrom(...ZONES),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.constantFrom(0, 1, 15, 30, 59),
    reach: minutes,
    before: minutes,
    after: minutes,
    news: rows(moment, 2_000),
    holidays: rows(moment, 2_000),
    hasClose: fc.boolean(),
  }),
);

/** What the clock of a zone shows, `2025-08-29 14:30`. */
const walls = new Map<string, Intl.DateTimeFormat>();
function wall(zone: string, instant: number): string {
  const [, sign, hours, mins] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined) {
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(mins) * MINUTE_MS);
    return new Date(instant + offset).toISOString().slice(0, 16).replace('T', ' ');
  }
  const format =
    walls.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  walls.set(zone, format);
  return format.format(instant);
}

const date = (zone: string, instant: number): string => wall(zone, instant).slice(0, 10);

/** Each whole minute from one instant to another. */
function minutesFrom(from: number, to: number): readonly number[] {
  const first = Math.ceil(from / MINUTE_MS);
  const count = Math.floor(to / MINUTE_MS) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * MINUTE_MS);
}

/** Whether a minute is a close: the first of its date at which the clock shows the time. */
function isClose(zone: string, time: string, minute: number): boolean {
  const shown = wall(zone, minute);
  const shows = (text: string, from: number, to: number): boolean =>
    minutesFrom(from, to).some((each) => wall(zone, each) === text);
  if (shown.endsWith(time)) return !shows(shown, minute - 3 * HOUR_MS, minute - MINUTE_MS);
  // Where the clock never shows the time, one that nobody put forward counts.
  const dayBefore = Date.parse(`${wall(zone, minute - DAY_MS).replace(' ', 'T')}Z`) - (minute - DAY_MS);
  const unchanged = new Date(minute + dayBefore).toISOString().slice(0, 16).replace('T', ' ');
  return unchanged.endsWith(time) && !shows(unchanged, minute - 3 * HOUR_MS, minute + 3 * HOUR_MS);
}

/** Minute by minute, as one would do it with a calendar and a clock on the wall. */
function interpret(now: number, { rules, closeZone, holidayZone, news, holidays }: World): readonly string[] {
  const isMine = ({ name }: Row): boolean =>
    name === '' || name === 'ALL' || name.split(/[ /;]/).some((each) => /^(USD|XAU|XAUUSD)$/i.test(each));
  const [closed, early] = [true, false].map((flag) => holidays.filter((row) => row.flag === flag && isMine(row)));
  const isClosedDay = (instant: number): boolean =>
    closed?.some((row) => date(holidayZone, row.at) === date(holidayZone, instant)) === true;
  const reach = (rules.market_close?.minutes ?? NaN) * MINUTE_MS;
  const isNear = (instant: number): boolean => Math.abs(now - instant) <= reach;
  const isUsualClose = (minute: number): boolean =>
    rules.market_close?.enabled === true &&
    isClose(closeZone, rules.market_close.time, minute) &&
    early?.every((row) => date(closeZone, row.at) !== date(closeZone, minute)) === true &&
    !isClosedDay(minute);
  const isDaily = rules.account_type === 'daily';
  const isClosing =
    isClosedDay(now) ||
    (isDaily && early?.some((row) => isNear(row.at)) === true) ||
    (isDaily && minutesFrom(now - reach, now + reach).some(isUsualClose));
  const isNews = news.some((row) => {
    const { minutes_before: before = NaN, minutes_after: after = NaN } = rules.news ?? {};
    return row.flag && isMine(row) && now >= row.at - before * MINUTE_MS && now <= row.at + after * MINUTE_MS;
  });
  return [...(isClosing ? ['market_close'] : []), ...(isNews ? ['news'] : [])];
}

const utc = (instant: number): string => new Date(instant).toISOString();
const newsText = (news: readonly Row[]): string =>
  ['Description,Instrument,Dates,Forecast,Previous,Restrictions']
    .concat(news.map(({ name, at, flag }) => `x,${name},${utc(at)},,,${flag ? 1 : 0}`))
    .join('\n');
const holidayText = (holidays: readonly Row[], zone: string): string =>
  ['Description,Instrument,Dates']
    .concat(holidays.map(({ name, at, flag }) => `x,${name},${flag ? date(zone, at) : utc(at)}`))
    .join('\n');

it('the compiled verdict is that of a slow interpreter with a clock on the wall', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      worlds,
      ({ nows, account_type, closeZone, holidayZone, hour, minute, reach, before, after, ...given }) => {
        const rules: RestrictionRules = {
          account_type,
          news: { enabled: true, minutes_before: before, minutes_after: after },
          holidays: { enabled: true },
          market_close: {
            enabled: given.hasClose,
            time: `${two(hour)}:${two(minute)}`,
            time_zone: closeZone,
            minutes: reach,
          },
        };
        const restrictionsAt = compileRestrictions(rules, {
          news: parseNews(newsText(given.news), 'UTC'),
          holidays: parseHolidays(holidayText(given.holidays, holidayZone), holidayZone),
        });
        for (const now of nows) {
          const { blocked, reasons, closePositions } = restrictionsAt(now, GOLD);
          const found = [...new Set(reasons.map(({ reason }) => reason))];
          const expected = interpret(now, { rules, closeZone, holidayZone, ...given });
          expect([utc(now), found]).toEqual([utc(now), expected]);
          expect([blocked, closePositions]).toEqual([
            expected.length > 0,
            account_type === 'daily' && expected.includes('market_close'),
          ]);
          seen.set(found.join(' '), (seen.get(found.join(' ')) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 400 },
  );
  expect([...seen.keys()].sort()).toEqual(['', 'market_close', 'market_close news', 'news']);
});
