import type { Strategy, StrategyForm } from '@q/trading';
import { strategyDefinitionSchema } from '@q/trading';
import type { SeatedStrategy } from './declared-warm-up.js';
import type { StrategiesBySymbol } from './proof-request.js';
import type { ProofRuns } from './proof-runs.js';

/** A strategy with the runs in which it is the only one. */
export interface LoneStrategy extends SeatedStrategy {
  readonly runs: ProofRuns;
}

/** Every strategy that a run would ask, each alone: what the others do to places, limits and equity does not reach it. */
export function loneStrategies(runs: ProofRuns): readonly LoneStrategy[] {
  const { config, series, make } = runs;
  const withLoaded = (loaded: typeof config.strategies.loaded): ProofRuns['config'] => ({
    ...config,
    strategies: { ...config.strategies, loaded },
  });
  const ofFiles = config.strategies.loaded
    .filter(({ definition }) => definition.activation.enabled)
    .map((one) => ({
      symbol: one.symbol,
      strategy: one.definition,
      runs: { ...runs, config: withLoaded([one]), make: () => ({}) },
    }));
  const given = make(Object.fromEntries(series.map(({ symbol, columns }) => [symbol, columns])));
  const inCode = Object.entries(given).flatMap(([symbol, list]) =>
    list.map((one, place) => ({
      symbol,
      strategy: isCode(one) ? one : strategyDefinitionSchema.parse(one, { jitless: true }),
      runs: {
        ...runs,
        config: withLoaded([]),
        make: (candles: Parameters<typeof make>[0]) => only(make(candles), symbol, place),
      },
    })),
  );
  return [...ofFiles, ...inCode];
}

function only(strategies: StrategiesBySymbol, symbol: string, place: number): StrategiesBySymbol {
  return { [symbol]: strategies[symbol]?.slice(place, place + 1) ?? [] };
}

function isCode(one: Strategy | StrategyForm): one is Strategy {
  return 'evaluate' in one;
}
