import type { Figure } from './figure.js';
import { finite, given } from './figure.js';
import { lastAt } from './last-at.js';
import type { TradedCandles } from './report-market.js';
import type { Returns } from './returns.js';
import { dailyReturns } from './returns.js';
import type { TradingDay } from './trading-days.js';

/**
 * Buying the first symbol at its first open and holding it to its last close, all the money in it, without costs: the change of its price,
 * in its quote currency whatever that of the account is.
 */
export interface BenchmarkFigures {
  readonly symbol: string;
  readonly buyAndHoldPercent: Figure;
  /** Net profit in percent of the start equity - buy and hold. */
  readonly excessPercent: Figure;
}

export function benchmarkFigures(candles: TradedCandles, netProfitPercent: Figure): BenchmarkFigures {
  const { open, close } = candles;
  const [first, last] = [open[0] ?? NaN, close[close.length - 1] ?? NaN];
  const buyAndHoldPercent = finite(100 * (last / first - 1), `no candles of ${candles.symbol}`);
  return {
    symbol: candles.symbol,
    buyAndHoldPercent,
    excessPercent: given(netProfitPercent, (own) => given(buyAndHoldPercent, (held) => own - held)),
  };
}

/** Daily returns of holding the symbol: by the last candle that has closed when a day ends, 0 before its first. */
export function benchmarkReturns(
  { openTime, open, close, periodMs, symbol }: TradedCandles,
  days: readonly TradingDay[],
): Returns {
  const { 0: start } = open;
  if (start === undefined) return { na: `no candles of ${symbol}` };
  const closes = days.map(({ until }) => close[lastAt(openTime, until - periodMs)] ?? start);
  return dailyReturns(start, closes, days);
}
