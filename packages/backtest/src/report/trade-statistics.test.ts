import { cents, HOUR_MS, tradeOf, tradesOf } from './testing/hand-made.js';
import { isWon, longestStreak, tradeFigures } from './trade-statistics.js';

const terms = { days: 4, money: cents };

test('the figures of eight trades are those by hand', () => {
  const trades = [
    tradeOf(100),
    tradeOf(50, { direction: 'short', closedAt: Date.UTC(2025, 0, 6, 3) }),
    tradeOf(-30),
    tradeOf(0),
    tradeOf(-20, { closedAt: Date.UTC(2025, 0, 6, 2) }),
    tradeOf(-10, { direction: 'short' }),
    tradeOf(25),
    tradeOf(-75),
  ];
  const few = { na: '8 trades < 30' };
  expect(tradeFigures(trades, terms)).toEqual({
    count: 8,
    won: 3,
    lost: 4,
    perDay: 2,
    winRate: { value: 3 / 8, interval: few },
    winRateLong: { value: 2 / 6, interval: { na: '6 trades < 30' } },
    winRateShort: { value: 1 / 2, interval: { na: '2 trades < 30' } },
    averageNetProfit: 5,
    // Of -75, -30, -20, -10, 0, 25, 50, 100.
    medianNetProfit: -5,
    bestNetProfit: 100,
    worstNetProfit: -75,
    averageWin: 58.33,
    averageLoss: -33.75,
    longestWinningStreak: 2,
    longestLosingStreak: 2,
    // One, three and one hours; one, two, one and one hours.
    averageWinnerMs: (5 / 3) * HOUR_MS,
    averageLoserMs: (5 / 4) * HOUR_MS,
  });
});

test('without trades nothing is said of them', () => {
  const none = { na: 'no trades' };
  expect(tradeFigures([], terms)).toEqual({
    count: 0,
    won: 0,
    lost: 0,
    perDay: 0,
    winRate: none,
    winRateLong: { na: 'no long trades' },
    winRateShort: { na: 'no short trades' },
    averageNetProfit: none,
    medianNetProfit: none,
    bestNetProfit: none,
    worstNetProfit: none,
    averageWin: { na: 'no winning trade' },
    averageLoss: { na: 'no losing trade' },
    longestWinningStreak: 0,
    longestLosingStreak: 0,
    averageWinnerMs: { na: 'no winning trade' },
    averageLoserMs: { na: 'no losing trade' },
  });
});

test('from thirty trades on the win rate has its interval', () => {
  const { winRate } = tradeFigures(tradesOf(...Array.from({ length: 30 }, () => 1)), terms);
  // Wilson of 30 in 30: 30 / (30 + 3.8415).
  expect(winRate).toEqual({ value: 1, interval: { low: expect.closeTo(30 / 33.841459, 6), high: 1 } });
});

test('a trade of exactly 0 ends a streak of either kind', () => {
  expect(longestStreak(tradesOf(1, 1, 0, 1, 1, 1, -1), isWon)).toBe(3);
});

test('no trading day, no trades a day', () => {
  expect(tradeFigures(tradesOf(1), { ...terms, days: 0 }).perDay).toEqual({ na: 'no trading day' });
});
