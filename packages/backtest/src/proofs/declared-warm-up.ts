import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { IndicatorBank } from '@q/indicators';
import type { IndicatorParams, Strategy, StrategyDefinition } from '@q/trading';
import { compileStrategy, neededWarmUp } from '@q/trading';

/** One strategy on one symbol: from a file, with its definition, or in code. */
export interface SeatedStrategy {
  readonly symbol: string;
  readonly strategy: Strategy | StrategyDefinition;
}

/** Closed candles of a timeframe. */
export interface DeclaredCandles {
  readonly timeframe: Timeframe;
  readonly candles: number;
}

/**
 * The candles that a strategy says it needs before it decides: until every indicator it reads has a value, and then the rows it looks back.
 * A strategy in code says which indicators it needs, and may read every one that is configured besides.
 */
export function declaredWarmUp(
  { symbol, strategy }: SeatedStrategy,
  { indicators }: Pick<SystemConfig, 'indicators'>,
): readonly DeclaredCandles[] {
  const isCode = 'evaluate' in strategy;
  const rows = isCode ? strategy.warmUp : compileStrategy(strategy).warmUp;
  return strategy.timeframes.map((timeframe) => {
    const loaded = indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
    const configured = loaded?.instances ?? {};
    const candles = isCode
      ? candlesOfCode(strategy, timeframe, configured)
      : (neededWarmUp([strategy], timeframe, configured)?.candles ?? 1);
    return { timeframe, candles: candles + rows - 1 };
  });
}

function candlesOfCode(
  { indicators }: Strategy,
  timeframe: Timeframe,
  configured: Readonly<Record<string, IndicatorParams>>,
): number {
  const instances = { ...configured, ...indicators?.[timeframe] };
  return new IndicatorBank(instances, { regime: 'regime' in instances }).warmUp;
}
