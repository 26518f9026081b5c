import type { SystemConfig } from '@q/config';
import { defineConfig } from '@q/config';
import type { BacktestRequest } from '../backtest-request.js';
import { checkRequest } from '../check-request.js';
import type { MarketSeries } from '../market-data.js';
import { marketSeries } from '../market-data.js';
import { ConfiguredRestrictions } from '../configured-restrictions.js';
import { withSwaps } from '../with-swaps.js';
import type { MakeStrategies, ProofRequest } from './proof-request.js';

/** A request that was read once, for many runs. */
export interface ProofRuns {
  readonly config: SystemConfig;
  readonly series: readonly MarketSeries[];
  readonly make: MakeStrategies;
  /** Whether the strategies are made anew for each run, from its candles. */
  readonly areMade: boolean;
  readonly range: Omit<BacktestRequest, 'config' | 'candles' | 'strategies' | 'swaps' | 'history' | 'onProgress'>;
}

/** What one run has otherwise than the others. */
export interface RunChange extends Pick<BacktestRequest, 'from' | 'to' | 'restrictionsAt' | 'swaps'> {
  readonly series?: readonly MarketSeries[];
  /** The candles that the strategies are made from, where it is not `series`. */
  readonly strategiesFrom?: readonly MarketSeries[];
}

/**
 * Histories are kept whatever the configuration says, for they are what is compared; the bus is the one of backtests.
 * @throws ConfigError where the configuration cannot be run, Error where a series is empty or of no timeframe
 */
export function proofRuns(request: ProofRequest): ProofRuns {
  checkRequest(request);
  const { config, candles, strategies = {}, swaps, ...range } = request;
  const complete = withSwaps(isComplete(config) ? config : defineConfig(config), swaps);
  const restrictionsAt = range.restrictionsAt ?? new ConfiguredRestrictions(undefined).of(complete);
  return {
    config: {
      ...complete,
      mode: 'backtest',
      event_bus: { ...complete.event_bus, mode: 'synchronous' },
      outputs: { ...complete.outputs, history: 'default' },
    },
    series: Object.entries(candles).map(([symbol, given]) => marketSeries(symbol, given)),
    make: typeof strategies === 'function' ? strategies : () => strategies,
    areMade: typeof strategies === 'function',
    range: { ...range, ...(restrictionsAt === undefined ? {} : { restrictionsAt }) },
  };
}

/** The request of one of the runs. */
export function runRequest({ config, series, make, range }: ProofRuns, change: RunChange = {}): BacktestRequest {
  const { series: own = series, strategiesFrom = own, ...otherRange } = change;
  return {
    config,
    candles: Object.fromEntries(own.map(({ symbol, timeframe, columns }) => [symbol, { timeframe, candles: columns }])),
    strategies: make(Object.fromEntries(strategiesFrom.map(({ symbol, columns }) => [symbol, columns]))),
    ...range,
    ...otherRange,
  };
}

function isComplete(config: ProofRequest['config']): config is SystemConfig {
  return config.strategies !== undefined && 'loaded' in config.strategies;
}
