import type { Candle, Phase } from './candle.js';
import type { Timeframe } from './timeframe.js';

/** A cycle begins: one close instant, the root of everything that follows from it. */
export interface CycleStartedEvent {
  readonly type: 'CycleStarted';
  readonly cycle: number;
  /** The close instant, ms UTC. */
  readonly instant: number;
  readonly phase: Phase;
  /** A poll between two close instants: nothing has closed since the last cycle. */
  readonly idle: boolean;
}

/** A feed answered with closed candles. */
export interface DataFetchedEvent {
  readonly type: 'DataFetched';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly count: number;
}

/** A candle has closed. Each is published once, in order, none skipped. */
export interface NewCandleEvent {
  readonly type: 'NewCandle';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly candle: Candle;
  readonly phase: Phase;
}

/** What was wrong with a candle that a feed delivered. */
export type CandleProblem =
  | 'not_a_number'
  | 'not_positive'
  | 'high_below_low'
  | 'outside_range'
  | 'negative_volume'
  | 'out_of_order'
  | 'duplicate'
  | 'overlapping'
  | 'not_closed';

/** A feed did not answer, or delivered a candle that must not reach an indicator. */
export interface DataFetchErrorEvent {
  readonly type: 'DataFetchError';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly reason: 'feed_failed' | CandleProblem;
  readonly message: string;
  /** Requests made, for `feed_failed`. */
  readonly attempts?: number;
  readonly candle?: Candle;
}

/** No candle for longer than the timeframe allows while the market is open. Told until the feed is fresh again: once, and after each higher candle that runs out meanwhile. */
export interface FeedStaleEvent {
  readonly type: 'FeedStale';
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly lastCloseTime: number;
  readonly ageMs: number;
}

export type MarketEvent = CycleStartedEvent | DataFetchedEvent | NewCandleEvent | DataFetchErrorEvent | FeedStaleEvent;
