import type { SystemConfig } from '@q/config';
import { strategyDefinitionSchema } from '@q/trading';
import type { BacktestRequest } from '../backtest-request.js';
import type { SeatedStrategy } from '../proofs/declared-warm-up.js';

/** Every strategy that a run asks: the enabled ones of the configuration, and those that are given beside them. */
export function watchingStrategies(
  { strategies: { loaded } }: Pick<SystemConfig, 'strategies'>,
  given: BacktestRequest['strategies'] = {},
): readonly SeatedStrategy[] {
  const ofFiles = loaded
    .filter(({ definition }) => definition.activation.enabled)
    .map(({ symbol, definition }) => ({ symbol, strategy: definition }));
  const beside = Object.entries(given).flatMap(([symbol, list]) =>
    list.map((one) => ({
      symbol,
      strategy: 'evaluate' in one ? one : strategyDefinitionSchema.parse(one, { jitless: true }),
    })),
  );
  return [...ofFiles, ...beside];
}
