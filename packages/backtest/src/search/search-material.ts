import type { ColumnMemory } from '@q/brokers';
import { CandleColumns } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import { defineConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { strategyDefinitionSchema } from '@q/trading';
import { checkRequest } from '../check-request.js';
import type { MarketSeries } from '../market-data.js';
import { marketSeries } from '../market-data.js';
import { withSwaps } from '../with-swaps.js';
import type { SearchRequest } from './search-request.js';

/** What every trial of a search needs and no trial changes. */
export interface SearchMaterial {
  readonly config: SystemConfig;
  readonly series: readonly MarketSeries[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly calendarsFolder: string | undefined;
  readonly strategiesModule: string | undefined;
}

/** The same as a message to a thread: the columns lie in memory that is shared, everything else is copied. */
export interface SharedMaterial extends Omit<SearchMaterial, 'series'> {
  readonly series: readonly { readonly symbol: string; readonly timeframe: Timeframe; readonly memory: ColumnMemory }[];
}

/** Reads a request once, for all trials. @throws ConfigError, Error where a series is empty or of no timeframe */
export function searchMaterial(request: SearchRequest): SearchMaterial {
  checkRequest(request);
  const { from, to, calendarsFolder, strategiesModule } = request;
  return {
    config: completeConfig(request),
    series: Object.entries(request.candles).map(([symbol, candles]) => marketSeries(symbol, candles)),
    from,
    to,
    calendarsFolder,
    strategiesModule: strategiesModule?.href,
  };
}

export function sharedMaterial({ series, ...others }: SearchMaterial): SharedMaterial {
  return {
    ...others,
    series: series.map(({ symbol, timeframe, columns }) => ({ symbol, timeframe, memory: columns.shared() })),
  };
}

export function materialOf({ series, ...others }: SharedMaterial): SearchMaterial {
  return {
    ...others,
    series: series.map(({ symbol, timeframe, memory }) => ({ symbol, timeframe, columns: CandleColumns.over(memory) })),
  };
}

function completeConfig({ config, strategies = {}, swaps }: SearchRequest): SystemConfig {
  const complete =
    config.strategies !== undefined && 'loaded' in config.strategies
      ? (config as SystemConfig)
      : defineConfig(config as Parameters<typeof defineConfig>[0]);
  const given = Object.entries(strategies).flatMap(([symbol, list]) =>
    list.map((form) => ({
      symbol,
      file: form.name,
      definition: strategyDefinitionSchema.parse(form, { jitless: true }),
    })),
  );
  const { loaded } = complete.strategies;
  const whole = withSwaps(complete, swaps);
  return { ...whole, mode: 'backtest', strategies: { ...complete.strategies, loaded: [...loaded, ...given] } };
}
