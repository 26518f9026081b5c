import type { Calendar } from '@q/events';
import { fromMinor, sessionCalendar, toMinor } from '@q/trading';
import type { BacktestResult } from '../run-backtest.js';
import type { EquityTrack } from './equity-track.js';
import { equityAt, equityTrack } from './equity-track.js';
import { candlesWithin } from './report-market.js';
import type { ReportMarket, TradedCandles } from './report-market.js';
import type { ReportOptions } from './report-options.js';
import { dailyReturns } from './returns.js';
import type { Returns } from './returns.js';
import type { Range, TradingDay } from './trading-days.js';
import { tradingDays } from './trading-days.js';

/** A run laid out for its figures. */
export interface ReportedRun {
  readonly range: Range;
  readonly calendar: Calendar;
  /** Of each symbol, in the order of `trading.symbols`. */
  readonly candles: readonly [TradedCandles, ...TradedCandles[]];
  readonly track: EquityTrack;
  readonly days: readonly TradingDay[];
  /** Equity at the start, and at the end of every trading day. */
  readonly dailyEquity: readonly number[];
  readonly returns: Returns;
  /** 252 where everything trades in the fx session, 365 where anything trades always. */
  readonly daysPerYear: 252 | 365;
  /** An amount at the currency's decimals, half away from zero. */
  readonly money: (amount: number) => number;
}

/** @throws Error where a symbol of the run has no candles in `market`, or none has any in the range */
export function reportedRun(result: BacktestResult, market: ReportMarket, options: ReportOptions): ReportedRun {
  const { account, instruments } = result.config;
  const candles = candlesOf(result, market, options);
  const range = rangeOf(result, candles);
  const calendar = sessionCalendar(Object.values(instruments));
  const symbols = candles.map(({ symbol }) => symbol);
  const track = equityTrack(result.equity, account.balance, range.startedAt);
  const days = tradingDays({ ...range, movedAt: track.at.at(-1) }, calendar, symbols);
  const closes = days.map(({ until }) => equityAt(track, until));
  const [start = account.balance] = track.equity;
  const isAlways = symbols.some((symbol) => instruments[symbol]?.session === 'always');
  return {
    range,
    calendar,
    candles,
    track,
    days,
    dailyEquity: [start, ...closes],
    returns: dailyReturns(start, closes, days),
    daysPerYear: isAlways ? 365 : 252,
    money: (amount) => fromMinor(toMinor(amount, account.currency), account.currency),
  };
}

function candlesOf(
  { config, equity, haltedBecause }: BacktestResult,
  market: ReportMarket,
  { from, to }: ReportOptions,
): ReportedRun['candles'] {
  const haltedAt = haltedBecause === undefined ? undefined : equity.at[equity.length - 1];
  const until = (periodMs: number): number => Math.min(to ?? Infinity, (haltedAt ?? Infinity) + periodMs);
  const [first, ...others] = config.trading.symbols.map((symbol) => {
    const given = market[symbol];
    if (given === undefined) throw new Error(`the report needs the candles of ${symbol}, which trading.symbols lists`);
    return candlesWithin(symbol, given, { from, to: until(given.periodMs) });
  });
  if (first === undefined) throw new Error('the run has no symbols: trading.symbols is empty');
  return [first, ...others];
}

/** From the first open to the last close of all candles, and to the last change of equity where that is later. */
function rangeOf({ config, equity }: BacktestResult, candles: ReportedRun['candles']): Range {
  const startedAt = Math.min(...candles.map(({ openTime }) => openTime[0] ?? Infinity));
  const closedAt = Math.max(
    ...candles.map(({ openTime, periodMs }) => (openTime[openTime.length - 1] ?? -Infinity) + periodMs),
  );
  const endedAt = Math.max(closedAt, equity.at[equity.length - 1] ?? -Infinity);
  if (closedAt > startedAt) return { startedAt, endedAt };
  throw new Error(
    `no candle of ${config.trading.symbols.join(', ')} lies in the range of the report: give it the candles and the range of the run`,
  );
}
