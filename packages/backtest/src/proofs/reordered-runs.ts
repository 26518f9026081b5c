import type { SystemConfig } from '@q/config';
import type { ProofRuns } from './proof-runs.js';

/**
 * The same with every record that is keyed by symbol or by indicator in the opposite order, and the strategies of the symbols too. The order
 * of a symbol's own strategies stays, and that of `trading.symbols`: the first one gets the last free place, so it matters.
 */
export function reorderedRuns({ config, series, make, ...rest }: ProofRuns): ProofRuns {
  return {
    ...rest,
    config: reorderedConfig(config),
    series: series.toReversed(),
    make: (candles) => reversedKeys(make(candles)),
  };
}

function reorderedConfig(config: SystemConfig): SystemConfig {
  const { strategies, indicators, instruments, broker, swaps } = config;
  const symbols = [...new Set(strategies.loaded.map(({ symbol }) => symbol))].toReversed();
  return {
    ...config,
    instruments: reversedKeys(instruments),
    ...(swaps === undefined ? {} : { swaps: reversedKeys(swaps) }),
    broker: { ...broker, per_symbol: reversedKeys(broker.per_symbol) },
    strategies: {
      ...strategies,
      loaded: symbols.flatMap((symbol) => strategies.loaded.filter((one) => one.symbol === symbol)),
    },
    indicators: {
      ...indicators,
      loaded: indicators.loaded.map((one) => ({ ...one, instances: reversedKeys(one.instances) })).toReversed(),
    },
  };
}

function reversedKeys<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).toReversed());
}
