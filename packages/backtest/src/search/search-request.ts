import type { ConfigInput, SearchInput, SystemConfig } from '@q/config';
import type { StrategyForm } from '@q/trading';
import type { BacktestCandles, BacktestRequest } from '../backtest-request.js';
import type { TrialRecord } from './search-line.js';

/** What `optimize` and `walkForward` take. */
export interface SearchRequest {
  /** As for `runBacktest`. */
  readonly config: ConfigInput | SystemConfig;
  readonly candles: Readonly<Record<string, BacktestCandles>>;
  /** As for `runBacktest`. */
  readonly swaps?: BacktestRequest['swaps'];
  /** Definitions by symbol, beside those of a loaded configuration; their values are searched as `strategies.SYMBOL.NAME.<path>`. */
  readonly strategies?: Readonly<Record<string, readonly StrategyForm[]>>;
  /**
   * Strategies in code cannot go to another thread, their module can: its default export is called for every run with the parameters
   * `code.<name>`, without that prefix, and gives strategies by symbol. See `MakeSearchStrategies`.
   */
  readonly strategiesModule?: URL;
  /** What is searched and how, as the file of `qbot optimize --space` has it. */
  readonly search: SearchInput;
  /** Only candles that open at `from` or later and close at `to` or earlier, ms UTC. */
  readonly from?: number;
  readonly to?: number;
  /** Searches data with fewer candles than `backtest.min_coverage_percent` demands. */
  readonly allowGaps?: boolean;
  /** Where the calendars of the section `restrictions` are: the folder of the configuration file. Without it those that are switched on block every entry. */
  readonly calendarsFolder?: string;
  /** Threads; without them the trials run one after the other in this one. */
  readonly workers?: SearchWorkers;
  /** Where trials are written as they end, and what an interrupted search left. */
  readonly log?: SearchLog;
  /** What identifies the candles: another text, and an interrupted search does not go on. */
  readonly dataIdentity?: string;
  /** The same of the code that runs: its versions. */
  readonly codeIdentity?: string;
  /** A turn of the event loop: where the trials run in this thread, others get their chance between two of them. */
  readonly turnEventLoop?: () => Promise<void>;
  /** Ends the search; trials that have not ended are forgotten. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SearchProgress) => void;
}

export interface SearchWorkers {
  /** Where the worker is: the URL of this package's subpath `search-worker`. */
  readonly url: URL;
  readonly count: number;
}

export interface SearchLog {
  /** Whole lines of an earlier part of the search, without their ends; none for a new one. */
  readonly kept: readonly string[];
  readonly add: (line: string) => void;
  /** At the end: all lines in their order, in place of those that were added. */
  readonly finish: (lines: readonly string[]) => void;
}

export interface SearchProgress {
  readonly done: number;
  readonly total: number;
  /** The best trial of the present rung, in a walk-forward of the window that was heard of last. */
  readonly best?: TrialRecord | undefined;
}
