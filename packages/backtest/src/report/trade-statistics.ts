import type { Direction } from '@q/events';
import type { Trade } from '../trade-recorder.js';
import type { Estimated, Figure } from './figure.js';
import { enough, finite, LEAST_TRADES, quotient } from './figure.js';
import { wilsonInterval } from './intervals.js';
import { mean, quantile } from './statistics.js';

/** Money in account currency after commission. A trade of exactly 0 is neither won nor lost. */
export interface TradeFigures {
  readonly count: number;
  readonly won: number;
  readonly lost: number;
  /** Trades / trading days of the run. */
  readonly perDay: Figure;
  /** Won trades / trades, 0 to 1, with the interval of Wilson. */
  readonly winRate: Estimated;
  readonly winRateLong: Estimated;
  readonly winRateShort: Estimated;
  readonly averageNetProfit: Figure;
  readonly medianNetProfit: Figure;
  readonly bestNetProfit: Figure;
  readonly worstNetProfit: Figure;
  readonly averageWin: Figure;
  /** Negative. */
  readonly averageLoss: Figure;
  /** Most trades won, and lost, one after the other in the order of closing. */
  readonly longestWinningStreak: number;
  readonly longestLosingStreak: number;
  /** Mean time from the first to the last fill. */
  readonly averageWinnerMs: Figure;
  readonly averageLoserMs: Figure;
}

export const isWon = ({ netProfit }: Trade): boolean => netProfit > 0;
export const isLost = ({ netProfit }: Trade): boolean => netProfit < 0;

export function tradeFigures(
  trades: readonly Trade[],
  { days, money }: { readonly days: number; readonly money: (amount: number) => number },
): TradeFigures {
  const [winners, losers] = [trades.filter(isWon), trades.filter(isLost)];
  const profits = trades.map(({ netProfit }) => netProfit);
  const amount = (value: number, without = 'no trades'): Figure =>
    Number.isFinite(value) ? money(value) : { na: without };
  return {
    count: trades.length,
    won: winners.length,
    lost: losers.length,
    perDay: quotient(trades.length, days, 'no trading day'),
    winRate: winRate(trades, 'trades'),
    winRateLong: winRate(directed(trades, 'long'), 'long trades'),
    winRateShort: winRate(directed(trades, 'short'), 'short trades'),
    averageNetProfit: amount(mean(profits)),
    medianNetProfit: amount(quantile(profits, 0.5)),
    bestNetProfit: amount(profits.reduce((best, one) => Math.max(best, one), -Infinity)),
    worstNetProfit: amount(profits.reduce((worst, one) => Math.min(worst, one), Infinity)),
    averageWin: amount(mean(winners.map(({ netProfit }) => netProfit)), 'no winning trade'),
    averageLoss: amount(mean(losers.map(({ netProfit }) => netProfit)), 'no losing trade'),
    longestWinningStreak: longestStreak(trades, isWon),
    longestLosingStreak: longestStreak(trades, isLost),
    averageWinnerMs: finite(mean(winners.map(lengthMs)), 'no winning trade'),
    averageLoserMs: finite(mean(losers.map(lengthMs)), 'no losing trade'),
  };
}

/** Won trades / trades; the interval is told from 30 trades on. */
export function winRate(trades: readonly Trade[], what: string): Estimated {
  if (trades.length === 0) return { na: `no ${what}` };
  const won = trades.filter(isWon).length;
  const interval = enough(trades, { least: LEAST_TRADES, what: 'trades' }, () => wilsonInterval(won, trades.length));
  return { value: won / trades.length, interval };
}

export function longestStreak(trades: readonly Trade[], belongs: (trade: Trade) => boolean): number {
  let [longest, now] = [0, 0];
  for (const trade of trades) {
    now = belongs(trade) ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}

function directed(trades: readonly Trade[], direction: Direction): readonly Trade[] {
  return trades.filter((trade) => trade.direction === direction);
}

function lengthMs({ openedAt, closedAt }: Trade): number {
  return closedAt - openedAt;
}
