import { compileRestrictions, parseNews } from '@q/trading';
import { ConfigLoader } from '../config-loader.js';
import { defineConfig } from '../define-config.js';
import { ConfigError } from '../problems/config-error.js';
import { restrictionsSchema } from './restrictions.js';

const trading = { symbols: ['EURUSD'], timeframes: ['1' as const] };

function problems(section: string): readonly string[] {
  const text = `trading: {symbols: [EURUSD], timeframes: ['1']}\nrestrictions: ${section}\n`;
  try {
    ConfigLoader.parse(text, { env: {} });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
}

test('it can be used alone, with the defaults it has in the whole: nothing restricts', () => {
  const { restrictions } = defineConfig({ trading });
  expect(restrictionsSchema.parse({})).toEqual(restrictions);
  expect(restrictions).toEqual({
    account_type: 'swing',
    news: { enabled: false, file: 'restrictions/news.csv', minutes_before: 5, minutes_after: 5, time_zone: 'UTC' },
    holidays: { enabled: false, file: 'restrictions/holidays.csv', time_zone: 'UTC' },
    market_close: { enabled: false, time: '23:40:00+03:00', minutes: 5 },
  });
});

test('the section is what the decision takes', () => {
  const { restrictions } = defineConfig({
    trading,
    restrictions: {
      account_type: 'daily',
      news: { enabled: true, minutes_before: 2 },
      market_close: { enabled: true, time: '17:00', time_zone: 'America/New_York' },
      schedule: { days: ['fri'] },
    },
  });
  const header = 'Description,Instrument,Dates,Forecast,Previous,Restrictions\n';
  const restrictionsAt = compileRestrictions(restrictions, {
    news: parseNews(`${header}CPI,USD,2025-08-28T12:30Z,,,1\n`, restrictions.news.time_zone),
  });
  const instrument = { symbol: 'EURUSD', baseCurrency: 'EUR', quoteCurrency: 'USD' };
  const reasons = ['2025-08-28T12:28Z', '2025-08-28T12:27Z', '2025-08-29T20:57Z', '2025-08-29T12:00Z'].map((text) =>
    restrictionsAt(Date.parse(text), instrument).reasons.map(({ reason }) => reason),
  );
  expect(reasons).toEqual([['news', 'outside_schedule'], ['outside_schedule'], ['market_close'], []]);
});

test.each([
  ['{market_close: {time: "25:00:00+03:00"}}', 'Q-CFG-004 restrictions.market_close.time'],
  ['{market_close: {time: "23:40:00+15:00"}}', 'Q-CFG-004 restrictions.market_close.time'],
  ['{market_close: {time: soon}}', 'Q-CFG-004 restrictions.market_close.time'],
  ['{market_close: {time: "23:40:00"}}', 'Q-CFG-010 restrictions.market_close.time'],
  ['{market_close: {time_zone: Europe/Berlin}}', 'Q-CFG-010 restrictions.market_close.time_zone'],
  ['{market_close: {time: "17:00Z", time_zone: Europe/Berlin}}', 'Q-CFG-010 restrictions.market_close.time'],
  ['{market_close: {time: "17:00", time_zone: Berlin}}', 'Q-CFG-004 restrictions.market_close.time_zone'],
  ['{news: {time_zone: "+3"}}', 'Q-CFG-004 restrictions.news.time_zone'],
  ['{holidays: {time_zone: Mars}}', 'Q-CFG-004 restrictions.holidays.time_zone'],
  ['{account_type: daily}', 'Q-CFG-010 restrictions.account_type'],
  ['{account_type: weekly}', 'Q-CFG-006 restrictions.account_type'],
  ['{schedule: {hours: "8-16"}}', 'Q-CFG-004 restrictions.schedule.hours'],
  ['{schedule: {session_handling: hold}}', 'Q-CFG-003 restrictions.schedule.session_handling'],
  ['{schedule: {close_percent: 50}}', 'Q-CFG-003 restrictions.schedule.close_percent'],
  ['{news: {minutes: 5}}', 'Q-CFG-003 restrictions.news.minutes'],
])('%s is refused', (section, problem) => {
  expect(problems(section)).toEqual([problem]);
});

test.each([
  '{market_close: {time: "23:40"  , time_zone: "+03:00"}}',
  '{market_close: {time: "23:40:30Z"}}',
  '{account_type: daily, holidays: {enabled: true}}',
  '{account_type: daily, market_close: {enabled: true}}',
  '{schedule: {}}',
])('%s is accepted', (section) => {
  expect(problems(section)).toEqual([]);
});
