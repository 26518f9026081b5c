import type { Trade } from '../trade-recorder.js';

/** More candles and trades than these make a page of many megabytes. */
const MOST_CANDLES = 40_000;
const MOST_TRADES = 1_000;
const EXTREMES = 50;

/**
 * The trades that a page lists and shows on the chart: all, where the candles around them are few enough; else the fifty worst and the fifty
 * best, and as many of the others as there is room for, evenly spread over time.
 * @param candlesOf candles that a trade's window would have
 */
export function listedTrades(trades: readonly Trade[], candlesOf: (trade: Trade) => number): readonly Trade[] {
  const candles = trades.reduce((sum, trade) => sum + candlesOf(trade), 0);
  const room = Math.min(MOST_TRADES, Math.floor((trades.length * MOST_CANDLES) / Math.max(1, candles)));
  if (trades.length <= room) return trades;
  const ranked = trades.toSorted((a, b) => a.netProfit - b.netProfit);
  const extremes = new Set([...ranked.slice(0, EXTREMES), ...ranked.slice(-EXTREMES)]);
  const others = trades.filter((trade) => !extremes.has(trade));
  const more = Math.max(0, room - extremes.size);
  const spread = new Set(others.filter((_, at) => share(at + 1) !== share(at)));
  return trades.filter((trade) => extremes.has(trade) || spread.has(trade));

  function share(at: number): number {
    return Math.floor((at * more) / others.length);
  }
}
