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
 * Reads the two sides of a market from a CSV file each, in the same form, and pairs them by time.
 * @throws CandleDataError where one cannot be read, or they have different timeframes
 */
export function readQuoteCsv({ bid, ask, bars }: QuoteFiles, options: Omit<ReadCandleCsvOptions, 'name'>): QuoteSeries {
  const [bids, asks] = [bid, ask].map((path) => readCandleCsv(path, { ...options, name: path }));
  if (bids === undefined || asks === undefined) throw new Error('two files are two series');
  if (bids.timeframe !== asks.timeframe) {
    const problem = `has candles of timeframe '${asks.timeframe}', and ${bid} of '${bids.timeframe}'`;
    throw new CandleDataError(`${problem}; bid and ask must have the same`, { file: ask });
  }
  return { timeframe: bids.timeframe, ...pairQuotes({ bid: bids.columns, ask: asks.columns, bars }) };
}
