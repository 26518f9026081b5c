import { CandleColumns, CandleDataError, pairQuotes, tickCandles } from '@q/brokers';
import type { Timeframe } from '@q/events';
import { timeframeMs, timeframeOfMs, TIMEFRAMES } from '@q/events';
import type { BacktestCandles, CandleSource, QuoteCandles, TickCandles } from './backtest-request.js';
import { demandRows } from './demand-rows.js';

/** The candles of one symbol as a run takes them. */
export interface MarketSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
}

/** @throws CandleDataError where a series is empty, Error where a tick cannot be used, or the timeframe is not given and the times do not tell it */
export function marketSeries(symbol: string, given: BacktestCandles): MarketSeries {
  const columns = columnsOf(symbol, given);
  if (columns.length === 0) {
    if (isOfTicks(given) && given.ticks.length > 0)
      throw new CandleDataError(`none of the ticks of ${symbol} knows both sides of the market: give bid and ask`, {
        file: symbol,
      });
    const problem = `there are no candles of ${symbol} in the range that was asked for`;
    throw new CandleDataError(`${problem}: choose another one, or other data`, { file: symbol });
  }
  const told = 'timeframe' in given ? given.timeframe : undefined;
  return { symbol, timeframe: told ?? (isOfTicks(given) ? '1' : timeframeOf(symbol, columns)), columns };
}

function isOfTicks(given: BacktestCandles): given is TickCandles {
  return 'ticks' in given && !(given instanceof CandleColumns);
}

function columnsOf(symbol: string, given: BacktestCandles): CandleColumns {
  if (isOfTicks(given)) return candlesOfTicks(symbol, given);
  if ('bid' in given || 'ask' in given) {
    const { bid, ask, last, bars } = given as Partial<QuoteCandles>;
    if (bid === undefined || ask === undefined)
      throw new Error(`the candles of ${symbol} have one side of the market only: give bid and ask`);
    const trades = last === undefined ? {} : { last: sourceColumns(last, `the traded prices of ${symbol}`) };
    const sides = {
      bid: sourceColumns(bid, `the bids of ${symbol}`),
      ask: sourceColumns(ask, `the asks of ${symbol}`),
    };
    return pairQuotes({ ...sides, ...trades, bars }).columns;
  }
  return sourceColumns('candles' in given ? given.candles : given, `the candles of ${symbol}`);
}

function candlesOfTicks(symbol: string, { ticks, ...terms }: TickCandles): CandleColumns {
  demandRows(ticks, { of: `the ticks of ${symbol}`, keys: 'time, bid, ask, last, volume' });
  try {
    return tickCandles(ticks, terms);
  } catch (cause) {
    throw new Error(`the ticks of ${symbol}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function sourceColumns(source: CandleSource, of: string): CandleColumns {
  if (source instanceof CandleColumns) return source;
  demandRows(source, { of, keys: 'openTime, open, high, low, close, volume' });
  return CandleColumns.of(source);
}

/** The distance that most neighbours have is the length of a candle: gaps are rarer. */
function timeframeOf(symbol: string, { openTime, length }: CandleColumns): Timeframe {
  const counts = new Map<number, number>();
  for (let row = 1; row < Math.min(length, 10_000); row += 1) {
    const distance = (openTime[row] ?? NaN) - (openTime[row - 1] ?? NaN);
    if (!Number.isNaN(distance)) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most === undefined && length > 1)
    throw new Error(`no two candles of ${symbol} that follow each other have a time: openTime is in ms UTC`);
  const timeframe = most === undefined ? undefined : timeframeOfMs(most[0]);
  if (timeframe !== undefined) return timeframe;
  const known = TIMEFRAMES.map((one) => `${one} (${timeframeMs(one) / 60_000} min)`).join(', ');
  throw new Error(
    `the candles of ${symbol} stand ${most === undefined ? 'alone' : `${most[0]} ms apart`}, which is no timeframe: give { timeframe, candles } with one of ${known}`,
  );
}
