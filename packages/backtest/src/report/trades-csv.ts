import type { BacktestResult } from '../run-backtest.js';
import type { Trade } from '../trade-recorder.js';
import { tidyPrice } from './tidy-price.js';

type Cell = (trade: Trade) => string | number;

/** Columns in the order in which they stand. New ones are added at the end. */
const COLUMNS: Readonly<Record<string, Cell>> = {
  position_id: (trade) => trade.positionId,
  symbol: (trade) => trade.symbol,
  strategy: (trade) => trade.strategy,
  direction: (trade) => trade.direction,
  volume: (trade) => trade.volume,
  opened_at: (trade) => iso(trade.openedAt),
  entry_price: (trade) => tidyPrice(trade.entryPrice),
  closed_at: (trade) => iso(trade.closedAt),
  exit_price: (trade) => tidyPrice(trade.exitPrice),
  reason: (trade) => trade.reason,
  profit: (trade) => trade.profit,
  commission: (trade) => trade.commission,
  net_profit: (trade) => trade.netProfit,
  adverse: (trade) => tidyPrice(trade.adverse, trade.entryPrice + trade.adverse),
  favorable: (trade) => tidyPrice(trade.favorable, trade.entryPrice + trade.favorable),
  duration_ms: (trade) => trade.closedAt - trade.openedAt,
  swap: (trade) => trade.swap ?? 0,
};

/**
 * The trades of a run as CSV (RFC 4180: CRLF after every line, cells quoted where they must be): a header, then a line for each trade in
 * the order of closing. Lots, prices and price distances as in `Trade`, money in account currency, times ISO 8601 UTC.
 */
export function tradesToCsv({ trades }: Pick<BacktestResult, 'trades'>): string {
  const lines = trades.map((trade) => Object.values(COLUMNS).map((cell) => quoted(String(cell(trade)))));
  return [Object.keys(COLUMNS), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
