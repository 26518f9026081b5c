import type { Candle } from './candle.js';
import type { CandlesAhead } from './candle-strip.js';
import type { Timeframe } from './timeframe.js';

/** Which candles of a series are wanted: those that close after `after` and not later than `until` (both ms UTC). */
export interface CandleRequest {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly after: number;
  readonly until: number;
  /** At most so many, the newest ones. */
  readonly limit?: number;
}

/** Where a feed puts its answer. One of the two is called, once for each request. */
export interface CandleInbox {
  /**
   * The closed candles in the order the source has them, its mistakes included.
   * The feed vouches that nothing closing up to `completeUntil` will come later.
   */
  candles(candles: readonly Candle[], completeUntil: number): void;
  failed(failure: FeedFailure): void;
}

export interface FeedFailure {
  readonly message: string;
  /** Whether asking again can help. */
  readonly retryable: boolean;
}

/** A source of candles. Commands go in and return nothing; answers come through the inbox, at once or later. */
export interface CandleFeed {
  /** The timeframe in which the source has a symbol; higher ones are aggregated from it. */
  baseTimeframe(symbol: string): Timeframe | undefined;
  request(request: CandleRequest, inbox: CandleInbox): void;
  /** For virtual runs: when the next candle of a symbol closes after `instant`; `undefined` at the end of the data. */
  nextClose?(symbol: string, instant: number): number | undefined;
  /** For virtual runs: candles that close after `instant` and that nothing at the market comes between, at most so many; none where that cannot be told. */
  ahead?(symbol: string, instant: number, most: number): CandlesAhead | undefined;
  /**
   * The same for several symbols: candles that close in the same cycles, equally many of each, or none of a symbol that has none in them. Where
   * something is open, each tells what the account is worth once its candle has passed and those of the symbols before it.
   */
  aheadTogether?(
    symbols: readonly string[],
    instant: number,
    most: number,
  ): readonly (CandlesAhead | undefined)[] | undefined;
  /** So many of the candles that `ahead` told of have passed without a request. */
  passed?(symbol: string, ahead: CandlesAhead): void;
  close(): Promise<void>;
}
