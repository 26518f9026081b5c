import { isNotAvailable } from './figure.js';
import { reportedRun } from './reported-run.js';
import { DAY_MS, HOUR_MS, MONDAY, resultOf } from './testing/hand-made.js';
import { dailyCandles } from './testing/market.js';
import { dateOf } from './trading-days.js';

const SATURDAY = MONDAY + 5 * DAY_MS;
const closes = [1.1, 1.1, 1.1, 1.1, 1.1, 1.1];
const market = { EURUSD: { periodMs: DAY_MS, candles: dailyCandles(MONDAY, closes) } };

test('equity that changes on a Saturday at the end of fx data is in the return of the next Monday', () => {
  const equity = [
    [MONDAY, 10_000],
    [SATURDAY - HOUR_MS, 10_100],
    [SATURDAY + 9 * HOUR_MS, 9_090],
  ] as const;
  const { returns, days } = reportedRun(resultOf({ equity }), market, {});
  if (isNotAvailable(returns)) throw new Error(returns.na);
  expect(days.map(({ day }) => dateOf(day)).slice(-2)).toEqual(['2025-01-10', '2025-01-13']);
  expect(returns.map((value) => Number(value.toFixed(10)))).toEqual([0, 0, 0, 0, 0.01, -0.1]);
  // Nothing is lost: all returns together are the change from the start to the end.
  expect(returns.reduce((growth, value) => growth * (1 + value), 10_000)).toBeCloseTo(9_090, 8);
});

test('where nothing changes on it, the week has five days', () => {
  const { days } = reportedRun(resultOf({ equity: [[MONDAY, 10_000]] }), market, {});
  expect(days).toHaveLength(5);
});
