import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import { catalogEntry, defaultInstanceOf, REGIME, REGIME_PARAMETERS, rowColumns } from '@q/indicators';
import type { Strategy } from '@q/trading';
import { findNeededIndicators } from '@q/trading';
import type { Sockets } from './sockets.js';

/** Instance name to parameters. */
export type Instances = Readonly<Record<string, IndicatorParams>>;

/**
 * Which indicators a (symbol, timeframe) has: those of the configuration, and those that strategies need besides, as rules and risk sections of
 * definitions name them and strategies in code declare them.
 * @throws Error where a strategy in code cannot have what it needs
 */
export function instancesOf(
  { indicators, strategies }: Pick<SystemConfig, 'indicators' | 'strategies'>,
  { strategies: inCode = [] }: Pick<Sockets, 'strategies'>,
): (symbol: string, timeframe: Timeframe) => Instances {
  return (symbol, timeframe) => {
    const found = indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
    const configured = found?.instances ?? {};
    const needed = strategies.loaded
      .filter((one) => one.symbol === symbol)
      .flatMap(({ definition }) =>
        findNeededIndicators(definition, (own) => (own === timeframe ? configured : undefined)),
      );
    const ofDefinitions = { ...configured, ...Object.fromEntries(needed.map(({ name }) => [name, {}])) };
    return inCode
      .filter((one) => one.symbol === symbol)
      .reduce((instances, { strategy }) => withNeedsOf(strategy, { symbol, timeframe, instances }), ofDefinitions);
  };
}

interface Series {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly instances: Instances;
}

function withNeedsOf(strategy: Strategy, { symbol, timeframe, instances }: Series): Instances {
  const declared = Object.entries(strategy.indicators?.[timeframe] ?? {});
  const other = declared.find(([name, params]) => {
    const present = presentParams(name, instances);
    return present !== undefined && complete(name, present) !== complete(name, params);
  });
  const where = `${symbol} ${timeframe}`;
  if (other !== undefined) {
    const [name, params] = other;
    throw new Error(
      `strategy "${strategy.name}" needs indicator ${name} of ${where} with ${JSON.stringify(params)}, and it is there with ${JSON.stringify(presentParams(name, instances))}: give one of them another name, or configure it as the strategy needs it`,
    );
  }
  const inputs = (strategy.inputs ?? []).filter((input) => input.timeframe === timeframe);
  return inputs.reduce(
    (all, { column }) =>
      withColumn(column, all, `strategy "${strategy.name}" plans entries from column "${column}" of ${where}`),
    { ...instances, ...Object.fromEntries(declared) },
  );
}

/** With the indicator whose defaults give the column, where the column is not there. */
function withColumn(column: string, instances: Instances, need: string): Instances {
  const columns = rowColumns(instances, { regime: true });
  const present = columns.find(({ name }) => name === column);
  const indicator = present === undefined ? defaultInstanceOf(column) : undefined;
  const given = present ?? indicator?.columns.find(({ name }) => name === column);
  const isFree = indicator === undefined || !Object.hasOwn(instances, indicator.name);
  if (given === undefined || !isFree)
    throw new Error(`${need}, which no indicator gives: declare it in the strategy's indicators, or configure it`);
  if (given.kind !== 'number') throw new Error(`${need}, which is a ${given.kind}: a column of numbers is needed`);
  return indicator === undefined ? instances : { ...instances, [indicator.name]: {} };
}

/** The regime is always there, and its columns are the same for everybody. */
function presentParams(name: string, instances: Instances): IndicatorParams | undefined {
  const present = Object.hasOwn(instances, name) ? instances[name] : undefined;
  return name === REGIME ? (present ?? {}) : present;
}

/** Parameters with the defaults of those that are left out, as text: what is equal there computes the same. */
function complete(instance: string, params: IndicatorParams): string {
  const declared = instance === REGIME ? REGIME_PARAMETERS : catalogEntry(instance)?.parameters;
  const parameters = Object.entries(declared ?? {});
  return JSON.stringify(parameters.map(([name, { default: standard }]) => params[name] ?? standard));
}
