import type { Timeframe } from '@q/events';
import type { CandleColumns } from '../feed/candle-columns.js';
import { CandleDataError } from './candle-data-error.js';
import type { QuoteBars } from './pair-quotes.js';
import { pairQuotes } from './pair-quotes.js';
import type { ReadCandleCsvOptions } from './read-candle-csv.js';
import { readCandleCsv } from './read-candle-csv.js';

export interface QuoteFiles {
  readonly bid: string;
  readonly ask: string;
  /** Traded prices: there where `bars` is last. */
  readonly last?: string | undefined;
  /** Default mid. */
  readonly bars?: QuoteBars | undefined;
}

export interface QuoteSeries {
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
  /** Rows whose time only one of the files has. */
  readonly unmatched: number;
}

/**
 * Reads the two sides of a market, and its traded prices where they are given, from a CSV file each, in the same form, and pairs them by time.
 * @throws CandleDataError where one cannot be read, or they have different timeframes
 */
export function readQuoteCsv(
  { bid, ask, last, bars }: QuoteFiles,
  options: Omit<ReadCandleCsvOptions, 'name'>,
): QuoteSeries {
  const read = (path: string) => readCandleCsv(path, { ...options, name: path });
  const bids = read(bid);
  const { timeframe } = bids;
  const asSame = (path: string): CandleColumns => {
    const series = read(path);
    if (series.timeframe === timeframe) return series.columns;
    const problem = `has candles of timeframe '${series.timeframe}', and ${bid} of '${timeframe}'`;
    const names = path === ask ? 'bid and ask' : 'bid and last';
    throw new CandleDataError(`${problem}; ${names} must have the same`, { file: path });
  };
  const trades = last === undefined ? {} : { last: asSame(last) };
  return { timeframe, ...pairQuotes({ bid: bids.columns, ask: asSame(ask), ...trades, bars }) };
}
