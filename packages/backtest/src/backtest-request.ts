import type { CandleColumns, CandleRow, QuoteBars, TickCandleTerms, TickRow } from '@q/brokers';
import type { ConfigInput, SystemConfig } from '@q/config';
import type { EventBus, Journal, Timeframe } from '@q/events';
import type { Sockets } from '@q/orchestrator';
import type { Strategy, StrategyForm } from '@q/trading';
import type { SwapsBySymbol } from './with-swaps.js';

/** Rows or columns in time order. */
export type CandleSource = readonly CandleRow[] | CandleColumns;

/** Both sides of the market, matched by time; `bars` says which prices the candles have, mid where it is left out. */
export interface QuoteCandles {
  readonly bid: CandleSource;
  readonly ask: CandleSource;
  /** Traded prices: there where `bars` is last. */
  readonly last?: CandleSource;
  readonly bars?: QuoteBars;
}

/** Quotes or trades in time order, which candles are made of and orders are filled by. */
export interface TickCandles extends TickCandleTerms {
  readonly ticks: readonly TickRow[];
}

/** The candles of a symbol, all of one timeframe, which is told by their times where it is not given; those of ticks are minutes then. */
export type BacktestCandles =
  | CandleSource
  | TickCandles
  | { readonly timeframe: Timeframe; readonly candles: CandleSource }
  | (QuoteCandles & { readonly timeframe?: Timeframe });

export interface BacktestRequest {
  /** As a file has it, keys spelled as there, or a configuration that was loaded. */
  readonly config: ConfigInput | SystemConfig;
  /** By symbol, for every symbol of `trading.symbols`. */
  readonly candles: Readonly<Record<string, BacktestCandles>>;
  /** By symbol, beside those of a loaded configuration: definitions as a strategy file has them, or strategies in code. */
  readonly strategies?: Readonly<Record<string, readonly (Strategy | StrategyForm)[]>>;
  /**
   * Interest by date, by symbol: at each `at` (ms UTC, ascending) what a lot long and a lot short gets, in the unit of `broker.swap_unit`, for
   * all nights of that booking. In place of `swap_long`, `swap_short` and `rollover` for that symbol, and of its `swap_file`.
   */
  readonly swaps?: SwapsBySymbol;
  /** A bot's own services, made with `defineService`, beside the line; like a strategy in code, one that remembers anything is for one run. */
  readonly services?: Sockets['services'];
  /** Only candles that open at `from` or later and close at `to` or earlier, ms UTC. */
  readonly from?: number;
  readonly to?: number;
  /** A candle with the time of the one before it: reported and left out, or a candle of its own, also to the market. Default reject. */
  readonly duplicates?: 'reject' | 'keep';
  /** Runs over data with fewer candles than `backtest.min_coverage_percent` demands. */
  readonly allowGaps?: boolean;
  /** Where the event history goes. */
  readonly history?: Journal;
  /** What forbids entries at an instant; by the section `restrictions` where it is left out, without its calendars: one that is switched on blocks all. */
  readonly restrictionsAt?: Sockets['restrictionsAt'];
  /** A clock that only runs forward and a turn of the event loop: with both, a long run lets others work now and then. */
  readonly monotonicMs?: () => number;
  readonly turnEventLoop?: () => Promise<void>;
  /**
   * Told the bus before anything happens on it: its `current` event is what log lines belong to (`correlationSource` of `@q/logging`). Whoever listens to
   * candles or rows on it gets each of them, and the run takes longer.
   */
  readonly onBus?: (bus: EventBus) => void;
  /** Told the instant that was reached, now and then; a run whose answer is `stop` ends after the present cycle. */
  readonly onProgress?: (instant: number) => 'stop' | void;
}
