import type { Calendar, CandleFeed, Instrument } from '@q/events';
import { timeframeMs } from '@q/events';
import { ServedSeries } from '../feed/served-series.js';
import { unknownSymbol } from '../feed/unknown-symbol.js';
import { SyntheticMarket } from './synthetic-market.js';

const DAY_MS = 86_400_000;
const BASE = '1';
const MINUTE_MS = timeframeMs(BASE);

export interface SyntheticFeedOptions {
  readonly seed: number;
  readonly symbols: readonly SyntheticSymbol[];
  /** Where the market begins, ms UTC; moved to the next whole minute. */
  readonly start: number;
  /** How long a virtual run lasts. Who asks for later candles gets them all the same: the market goes on. */
  readonly days: number;
  readonly calendar: Calendar;
}

export interface SyntheticSymbol {
  readonly instrument: Instrument;
  readonly startPrice?: number | undefined;
}

export interface SyntheticFeed extends CandleFeed {
  /** What to call it wherever its candles are shown: `synthetic market, seed 7`. */
  readonly description: string;
}

/**
 * An invented market of minute candles with trends, ranges, quiet and wild hours, gaps and weekends.
 * A symbol's candles depend on the seed, the symbol, its instrument, the start and the calendar, and on nothing else:
 * not on the machine, on the other symbols or on what is asked for.
 */
export function createSyntheticFeed({ seed, symbols, start, days, calendar }: SyntheticFeedOptions): SyntheticFeed {
  const first = Math.ceil(start / MINUTE_MS) * MINUTE_MS;
  const end = first + days * DAY_MS;
  const markets = new Map<string, Served>();
  for (const { instrument, startPrice } of symbols) {
    const market = new SyntheticMarket({ seed, instrument, startPrice, start: first, calendar });
    markets.set(instrument.symbol, { market, series: new ServedSeries(BASE, market.columns) });
  }
  return {
    description: `synthetic market, seed ${seed}`,
    baseTimeframe: (symbol) => (markets.has(symbol) ? BASE : undefined),
    request(request, inbox) {
      const served = markets.get(request.symbol);
      if (served === undefined) return inbox.failed(unknownSymbol(request.symbol, [...markets.keys()]));
      if (!Number.isFinite(request.until))
        throw new RangeError('a synthetic market has no last candle: `until` must be finite');
      while (served.market.madeUntil < request.until) served.market.makeDay();
      served.series.answer(request, inbox);
    },
    nextClose(symbol, instant) {
      const served = markets.get(symbol);
      if (served === undefined) return undefined;
      const close = nextCloseOf(served, instant, end);
      return close !== undefined && close <= end ? close : undefined;
    },
    close: () => Promise.resolve(),
  };
}

interface Served {
  readonly market: SyntheticMarket;
  readonly series: ServedSeries;
}

function nextCloseOf({ market, series }: Served, instant: number, end: number): number | undefined {
  let close = series.nextRelease(instant);
  while (close === undefined && market.madeUntil < end) {
    market.makeDay();
    close = series.nextRelease(instant);
  }
  return close;
}
