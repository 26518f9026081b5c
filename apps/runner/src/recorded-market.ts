import { CandleColumns } from '@q/brokers';
import type { Timeframe } from '@q/events';
import type { ChosenSockets } from './sockets.js';

export interface RecordedSeries {
  readonly timeframe: Timeframe;
  readonly candles: CandleColumns;
}

/** All candles that the chosen feed has, by symbol, in columns. */
export function recordedMarket(
  symbols: readonly string[],
  { feed: { feed, from, to, ticks } }: ChosenSockets,
): Readonly<Record<string, RecordedSeries>> {
  const series = symbols.map((symbol): [string, RecordedSeries] => {
    const timeframe = feed.baseTimeframe(symbol);
    if (timeframe === undefined) throw new Error(`the feed has no candles of "${symbol}"`);
    const columns = new CandleColumns();
    const inbox = {
      candles: (rows: readonly Parameters<CandleColumns['push']>[0][]) => rows.forEach((row) => columns.push(row)),
      failed: ({ message }: { readonly message: string }) => {
        throw new Error(message);
      },
    };
    feed.request({ symbol, timeframe, after: from, until: to }, inbox);
    columns.keepTicks(ticks.get(symbol));
    return [symbol, { timeframe, candles: columns }];
  });
  return Object.fromEntries(series);
}
