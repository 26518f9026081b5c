import type { CandleFeed, Instrument, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { CandleBucket } from '@q/indicators';
import { sessionBucket } from '@q/trading';

export interface InstantsOptions {
  readonly feed: CandleFeed;
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  /** When a symbol trades: the days of its higher candles begin and end with it. */
  readonly sessionOf: (symbol: string) => Instrument['session'];
}

interface Series {
  readonly symbol: string;
  readonly baseMs: number;
  readonly higher: readonly CandleBucket[];
  lastClose: number;
  nextClose: number;
}

/** The close instants of a virtual run: every base candle's, and those of higher candles whose last base candle is missing. */
export class VirtualInstants {
  readonly #feed: Required<Pick<CandleFeed, 'nextClose'>>;
  readonly #series: readonly Series[];
  readonly #hasHigher: boolean;

  /** @throws Error where the feed cannot say when its next candle closes, or has no candles of a symbol */
  constructor({ feed, symbols, timeframes, sessionOf }: InstantsOptions) {
    if (feed.nextClose === undefined) throw new Error('this feed has no end and cannot be run on a virtual clock');
    this.#feed = { nextClose: feed.nextClose.bind(feed) };
    this.#series = symbols.map((symbol) => {
      const base = feed.baseTimeframe(symbol);
      if (base === undefined) throw new Error(`the feed has no candles of "${symbol}"`);
      const baseMs = timeframeMs(base);
      const session = sessionOf(symbol);
      const higher = timeframes.filter((one) => timeframeMs(one) > baseMs).map((one) => sessionBucket(one, session));
      return { symbol, baseMs, higher, lastClose: -Infinity, nextClose: -Infinity };
    });
    this.#hasHigher = this.#series.some(({ higher }) => higher.length > 0);
  }

  /** The candles of a symbol up to an instant have passed, one after the other. */
  skipTo(symbol: string, instant: number): void {
    for (const series of this.#series) if (series.symbol === symbol) series.nextClose = instant;
  }

  /** The first instant after `now`, `undefined` at the end of the data. */
  next(now: number): number | undefined {
    let first = this.nextWithoutCandle(now);
    const all = this.#series;
    for (let index = 0; index < all.length; index += 1) {
      const series = all[index] as Series;
      this.#moveBehind(series, now);
      if (series.nextClose < first) first = series.nextClose;
    }
    return first === Infinity ? undefined : first;
  }

  /** The first one of a higher candle whose last base candle is missing; Infinity where there is none before the next base candles. */
  nextWithoutCandle(now: number): number {
    let first = Infinity;
    if (!this.#hasHigher) return first;
    const all = this.#series;
    for (let index = 0; index < all.length; index += 1) {
      const series = all[index] as Series;
      this.#moveBehind(series, now);
      // Without a gap every higher candle closes together with a base candle.
      if (series.nextClose > series.lastClose + series.baseMs && series.higher.length > 0)
        first = Math.min(first, nextBucketClose(series, now));
    }
    return first;
  }

  #moveBehind(series: Series, now: number): void {
    if (series.nextClose > now) return;
    series.lastClose = series.nextClose;
    series.nextClose = this.#feed.nextClose(series.symbol, now) ?? Infinity;
  }
}

/** The next close of a higher candle that the last base candle belongs to; Infinity where all of them are over. */
function nextBucketClose({ lastClose, baseMs, higher }: Series, now: number): number {
  if (lastClose === -Infinity) return Infinity;
  const lastOpen = lastClose - baseMs;
  const closes = higher.map((bucket) => bucket.closeTimeOf(bucket.openTimeOf(lastOpen))).filter((close) => close > now);
  return Math.min(Infinity, ...closes);
}

/** The close instants of a real clock: the grid of the shortest base timeframe. */
export class ClockInstants {
  readonly gridMs: number;

  constructor({ feed, symbols }: Pick<InstantsOptions, 'feed' | 'symbols'>) {
    const bases = symbols.map((symbol) => feed.baseTimeframe(symbol)).filter((base) => base !== undefined);
    if (bases.length === 0) throw new Error('the feed has no candles of any traded symbol');
    this.gridMs = Math.min(...bases.map(timeframeMs));
  }

  /** The newest instant that is not later than `now`. */
  newest(now: number): number {
    return Math.floor(now / this.gridMs) * this.gridMs;
  }

  /** Every instant after `last` up to `now`: a late poll runs one cycle for each that it missed. */
  due(last: number, now: number): readonly number[] {
    const instants: number[] = [];
    for (let instant = last + this.gridMs; instant <= now; instant += this.gridMs) instants.push(instant);
    return instants;
  }
}
