import type { Trade } from '../trade-recorder.js';
import type { Estimated, Figure, NotAvailable } from './figure.js';
import { enough, given, LEAST_TRADES, NO_SPREAD, quotient } from './figure.js';
import type { Resampling } from './intervals.js';
import { bootstrapInterval, meanInterval } from './intervals.js';
import { deviation, mean } from './statistics.js';
import { isLost, isWon } from './trade-statistics.js';

/** Figures of the net profits of trades, account currency. */
export interface TradeRatios {
  readonly expectancy: Estimated;
  readonly profitFactor: Estimated;
  readonly payoffRatio: Figure;
  readonly kellyShare: Figure;
  readonly systemQuality: Figure;
  readonly recoveryFactor: Figure;
}

export function tradeRatios(
  trades: readonly Trade[],
  { netProfit, largestFall, resampling, money }: TradeRatioTerms,
): TradeRatios {
  return {
    expectancy: given(expectancy(trades), ({ value, interval }) => ({
      value: money(value),
      interval: given(interval, ({ low, high }) => ({ low: money(low), high: money(high) })),
    })),
    profitFactor: profitFactor(trades, resampling),
    payoffRatio: payoffRatio(trades),
    kellyShare: kellyShare(trades),
    systemQuality: systemQuality(trades),
    recoveryFactor: recoveryFactor(netProfit, largestFall),
  };
}

export interface TradeRatioTerms {
  /** Of the run, account currency. */
  readonly netProfit: number;
  /** Largest fall of equity, account currency. */
  readonly largestFall: number;
  readonly resampling: Resampling;
  readonly money: (amount: number) => number;
}

const NO_LOSS = 'no losing trade';

/** Sum of net profits of won trades / sum of net losses; the interval is the percentile bootstrap of the trades. 30 trades. */
export function profitFactor(trades: readonly Trade[], resampling: Resampling): Estimated {
  return ofTrades(trades, () => {
    const profits = netProfits(trades);
    if (!trades.some(isLost)) return { na: NO_LOSS };
    return { value: factorOf(profits), interval: bootstrapInterval(profits, factorOf, resampling) };
  });
}

/** Mean net profit of a trade, account currency: win rate * average win + share lost * average loss. The interval, from 30 trades on, is Student's. */
export function expectancy(trades: readonly Trade[]): Estimated {
  if (trades.length === 0) return { na: 'no trades' };
  const profits = netProfits(trades);
  return { value: mean(profits), interval: ofTrades(trades, () => meanInterval(profits)) };
}

/** Average net profit of won trades / average net loss of lost ones. 30 trades. */
export function payoffRatio(trades: readonly Trade[]): Figure {
  return ofTrades(trades, () => {
    const [winners, losers] = [trades.filter(isWon), trades.filter(isLost)];
    if (losers.length === 0) return { na: NO_LOSS };
    if (winners.length === 0) return { na: 'no winning trade' };
    return quotient(mean(netProfits(winners)), -mean(netProfits(losers)), NO_LOSS);
  });
}

/**
 * Share of capital to risk, W - (1 - W) / R with W the win rate and R the payoff ratio; negative where the trades lose. 30 trades.
 * Source: Kelly 1956, for two outcomes.
 */
export function kellyShare(trades: readonly Trade[]): Figure {
  const won = trades.filter(isWon).length / trades.length;
  return given(payoffRatio(trades), (payoff) => won - (1 - won) / payoff);
}

/**
 * System quality number: sqrt(trades) * mean / sample deviation of net profits, in account currency in place of multiples of risk, and
 * without the cap at 100 trades. 30 trades. Source: Tharp, Definitive Guide to Position Sizing, 2008.
 */
export function systemQuality(trades: readonly Trade[]): Figure {
  return ofTrades(trades, () => {
    const profits = netProfits(trades);
    const spread = deviation(profits);
    const nothing = 'every trade brought the same';
    return spread < NO_SPREAD ? { na: nothing } : quotient(Math.sqrt(profits.length) * mean(profits), spread, nothing);
  });
}

/** Net profit of the run / largest fall of equity, both in account currency. */
export function recoveryFactor(netProfit: number, largestFall: number): Figure {
  return quotient(netProfit, largestFall, 'equity never fell below a former peak');
}

function ofTrades<T>(trades: readonly Trade[], next: () => T | NotAvailable): T | NotAvailable {
  return enough(trades, { least: LEAST_TRADES, what: 'trades' }, next);
}

function netProfits(trades: readonly Trade[]): number[] {
  return trades.map(({ netProfit }) => netProfit);
}

/** Infinite or NaN where nothing is lost. */
function factorOf(profits: ArrayLike<number>): number {
  let [gained, lost] = [0, 0];
  for (let at = 0; at < profits.length; at += 1) {
    const profit = profits[at] ?? NaN;
    if (profit > 0) gained += profit;
    else lost -= profit;
  }
  return gained / lost;
}
