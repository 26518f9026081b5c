import type { CandleFeed, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import { SmallMap } from '@q/trading';
import { aheadTogether } from '../feed/ahead-together.js';
import type { CandleColumns } from '../feed/candle-columns.js';
import { ServedSeries } from '../feed/served-series.js';
import { unknownSymbol } from '../feed/unknown-symbol.js';
import { rowsWithin } from './rows-within.js';

export interface ReplaySeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
}

export interface ReplayFeedOptions {
  /** One for each symbol. */
  readonly series: readonly ReplaySeries[];
  /** Only candles that open at this instant or later, ms UTC. */
  readonly from?: number | undefined;
  /** Only candles that close at this instant or earlier, ms UTC. */
  readonly to?: number | undefined;
}

/** Hands over recorded candles, each when it closes, in the order of their source; answers before `request` returns. */
export function createReplayFeed({ series, from, to }: ReplayFeedOptions): CandleFeed {
  const served = new SmallMap<string, ServedSeries>();
  for (const { symbol, timeframe, columns } of series) {
    if (served.has(symbol)) throw new Error(`two series of '${symbol}': a replay takes one for each symbol`);
    const rows = rowsWithin(columns, { from, to, periodMs: timeframeMs(timeframe) });
    served.set(symbol, new ServedSeries(timeframe, rows));
  }
  return {
    baseTimeframe: (symbol) => served.get(symbol)?.timeframe,
    request(request, inbox) {
      const found = served.get(request.symbol);
      if (found === undefined)
        inbox.failed(
          unknownSymbol(
            request.symbol,
            series.map(({ symbol }) => symbol),
          ),
        );
      else found.answer(request, inbox);
    },
    nextClose: (symbol, instant) => served.get(symbol)?.nextRelease(instant),
    ahead: (symbol, instant, most) => served.get(symbol)?.ahead(instant, most),
    aheadTogether: (symbols, instant, most) =>
      aheadTogether(
        symbols.map((symbol) => served.get(symbol)),
        instant,
        most,
      ),
    close: () => Promise.resolve(),
  };
}
