import { runBacktest } from '@q/backtest';
import type { Market } from '../market.js';
import { plainRequest } from '../plain-request.js';
import type { Pass } from './contestant.js';

/** The whole system; its candles stay in the columns that they are read into. */
export function prepare(market: Market): Pass {
  const request = plainRequest({ markets: [market] });
  const minor = (amount: number | undefined): number => Math.round((amount ?? NaN) * market.minorPerUnit);
  return async () => {
    const { trades, figures } = await runBacktest(request);
    return { trades: trades.length, balance: minor(figures.balance), equity: minor(figures.equity) };
  };
}
