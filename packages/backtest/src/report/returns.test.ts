import { DAY_MS, MONDAY, repeated } from './testing/hand-made.js';
import {
  annualGrowth,
  annualVolatility,
  conditionalValueAtRisk,
  dailyReturns,
  valueAtRisk,
  worstDay,
  worstWeek,
} from './returns.js';
import type { TradingDay } from './trading-days.js';

const FIRST = MONDAY / DAY_MS;
/** Monday to Friday, from 2025-01-06 on. */
const days = (count: number): TradingDay[] =>
  Array.from({ length: count }, (_, at) => {
    const day = FIRST + Math.floor(at / 5) * 7 + (at % 5);
    return { day, until: (day + 1) * DAY_MS };
  });
const numbers = (values: ReturnType<typeof dailyReturns>): number[] => (Array.isArray(values) ? values : [NaN]);

test('a return is the equity at the end of a day over that of the day before; an unchanged day returns 0', () => {
  const [first, second, third] = numbers(dailyReturns(200, [210, 210, 189], days(3)));
  expect([first, second, third].map((one) => Number(one?.toFixed(12)))).toEqual([0.05, 0, -0.1]);
});

test('once equity is 0 or below there are no returns, unless it is so at the very end', () => {
  const reason = { na: 'equity was 0 or below at the end of 2025-01-07: no returns after it' };
  expect(dailyReturns(200, [100, -5, 20], days(3))).toEqual(reason);
  expect(dailyReturns(200, [100, 0, 0, 10], days(4))).toEqual(reason);
  expect(dailyReturns(200, [100, -100], days(2))).toEqual([-0.5, -2]);
  expect(dailyReturns(0, [100], days(1))).toEqual({ na: 'equity was 0 or below at the start' });
  expect(dailyReturns(200, [], [])).toEqual([]);
});

test('fewer than 30 days say nothing of volatility and value at risk', () => {
  const few = repeated([0.01, -0.01], 14).concat(0.02);
  for (const figure of [annualVolatility(few, 252), valueAtRisk(few), conditionalValueAtRisk(few)])
    expect(figure).toEqual({ na: '29 days < 30' });
});

test('the volatility of 16 days of 2 % and 16 of -2 % is 2 % * sqrt(32 / 31) * sqrt(252)', () => {
  expect(annualVolatility(repeated([0.02, -0.02], 16), 252)).toBeCloseTo(2 * Math.sqrt((32 / 31) * 252), 10);
});

test('of 101 days that return -50 to 50 percent, five percent lose 45 or more, 47.5 on their mean', () => {
  const returns = Array.from({ length: 101 }, (_, at) => (at - 50) / 100);
  expect(valueAtRisk(returns)).toBeCloseTo(45, 10);
  expect(conditionalValueAtRisk(returns)).toBeCloseTo(47.5, 10);
});

test('the worst day and the worst week are told with their dates', () => {
  // The first week multiplies 0.9 * 1.2 * 1 * 1 * 1 = 1.08, the second 0.95^2 = 0.9025.
  const returns = [-0.1, 0.2, 0, 0, 0, -0.05, -0.05];
  expect(worstDay(returns, days(7))).toEqual({ percent: -10, date: '2025-01-06' });
  const week = worstWeek(returns, days(7));
  expect(week).toMatchObject({ date: '2025-01-13' });
  expect('percent' in week ? week.percent : NaN).toBeCloseTo(-9.75, 10);
  expect(worstDay([], [])).toEqual({ na: 'no trading day' });
});

test('equity that grows from 100 to 144 in two years grows by 20 % a year', () => {
  const durationMs = 2 * 365.25 * DAY_MS;
  expect(annualGrowth({ start: 100, final: 144, durationMs }, days(522))).toBeCloseTo(20, 10);
  expect(annualGrowth({ start: 144, final: 100, durationMs }, days(522))).toBeCloseTo(100 * (1 / 1.2 - 1), 10);
});

test.each([
  ['too few days', { start: 100, final: 101, durationMs: DAY_MS }, 1, '1 day < 30'],
  [
    'equity below 0',
    { start: 100, final: -1, durationMs: 40 * DAY_MS },
    30,
    'equity was 0 or below at the start or the end',
  ],
  [
    'growth beyond numbers',
    { start: 1e-9, final: 1e30, durationMs: 30 * DAY_MS },
    30,
    'the growth is too large to be told for a year',
  ],
])('there is no annual growth with %s', (_what, from, count, na) => {
  expect(annualGrowth(from, days(count))).toEqual({ na });
});
