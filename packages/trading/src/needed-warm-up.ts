import { createIndicator, IndicatorBank, instanceColumns, REGIME_COLUMNS } from '@q/indicators';
import type { IndicatorParams } from '@q/indicators';
import { conditionsOf } from './compile-strategy.js';
import { riskInputs } from './entry-inputs.js';
import { withoutPrevious } from './named-column.js';
import type { StrategyDefinition } from './strategy-schema.js';

/** How many candles a timeframe needs until strategies can read every column they use. */
export interface NeededWarmUp {
  /** Of the slowest; at least 1. */
  readonly candles: number;
  /** The indicators they read, and `regime`, with the candles of each, the slowest first. */
  readonly parts: readonly { readonly name: string; readonly candles: number }[];
}

/**
 * What strategies wait for on a timeframe; `undefined` where none of them reads it.
 * @param instances the indicators of the timeframe: instance name to parameters
 */
export function neededWarmUp(
  definitions: readonly StrategyDefinition[],
  timeframe: string,
  instances: Readonly<Record<string, IndicatorParams>>,
): NeededWarmUp | undefined {
  const used = new Set(definitions.flatMap((definition) => columnsUsed(definition, timeframe)));
  if (used.size === 0) return undefined;
  const ofIndicators = Object.entries(instances)
    .filter(([name, params]) => instanceColumns(name, params).some((column) => used.has(column.name)))
    .map(([name, params]) => ({ name, candles: createIndicator(name, params).warmUp }));
  const readsRegime = REGIME_COLUMNS.some(({ name }) => used.has(name));
  const parts = readsRegime ? [...ofIndicators, { name: 'regime', candles: regimeWarmUp(instances) }] : ofIndicators;
  return {
    candles: Math.max(1, ...parts.map(({ candles }) => candles)),
    parts: parts.toSorted((a, b) => b.candles - a.candles),
  };
}

/** The instance `regime` is no indicator: it holds the regime's parameters. */
function regimeWarmUp({ regime }: Readonly<Record<string, IndicatorParams>>): number {
  return new IndicatorBank(regime === undefined ? {} : { regime }, { regime: true }).warmUp;
}

/** Names of columns, and of what else may stand for one: a word that is none is not asked for. */
function columnsUsed(definition: StrategyDefinition, timeframe: string): readonly string[] {
  const ofRules = conditionsOf(definition)
    .filter(({ condition }) => condition.timeframe === timeframe)
    .flatMap(({ condition: { signal, value } }) => (typeof value === 'string' ? [signal, value] : [signal]));
  const ofRisk = riskInputs(definition).flatMap((input) => (input.timeframe === timeframe ? [input.column] : []));
  return [...ofRules.map(withoutPrevious), ...ofRisk];
}
