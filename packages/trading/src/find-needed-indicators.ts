import type { Column, Timeframe } from '@q/events';
import type { DefaultInstance, IndicatorParams } from '@q/indicators';
import { baseName, defaultInstanceOf, editDistance, instanceColumns, rowColumns } from '@q/indicators';
import { conditionsOf } from './compile-strategy.js';
import { canBe } from './condition-value.js';
import { riskInputs } from './entry-inputs.js';
import { namedColumn, withoutPrevious } from './named-column.js';
import type { Condition, StrategyDefinition } from './strategy-schema.js';

/** An indicator that a strategy reads and nobody configured. */
export interface NeededIndicator {
  readonly timeframe: Timeframe;
  /** Instance name and name in the catalog. */
  readonly name: string;
  /** The defaults it gets, as in `period 14`; empty where it has no parameters. */
  readonly parameters: string;
}

type Instances = Readonly<Record<string, IndicatorParams>>;

/** So near to a configured column, a name is more probably a misspelt one. */
const MISSPELT_EDITS = 2;

/**
 * The indicators whose defaults would give the columns that a strategy names and does not have. Only an indicator under its own name counts: `ema_fast`
 * speaks of a choice that was not made. A name near a column of a configured instance of the same indicator is left to be an error.
 * @param instancesOf what is configured on a timeframe, `undefined` where the timeframe itself is not
 */
export function findNeededIndicators(
  definition: StrategyDefinition,
  instancesOf: (timeframe: Timeframe) => Instances | undefined,
): readonly NeededIndicator[] {
  const series = definition.timeframes.flatMap((timeframe) => {
    const instances = instancesOf(timeframe);
    return instances === undefined ? [] : [{ timeframe, instances, columns: rowColumns(instances, { regime: true }) }];
  });
  return series.flatMap(({ timeframe, instances, columns }) => {
    const find = (name: string): DefaultInstance | undefined => addable(name, instances, columns);
    const ofRules = conditionsOf(definition).flatMap(({ condition }) =>
      condition.timeframe === timeframe ? neededBy(condition, columns, find) : [],
    );
    const ofRisk = riskInputs(definition).flatMap(({ timeframe: own, column }) => {
      const found = own === timeframe && !columns.some(({ name }) => name === column) ? find(column) : undefined;
      return found !== undefined && kindOf(found, column) === 'number' ? [found] : [];
    });
    const needed = [...ofRules, ...ofRisk];
    return needed
      .filter(({ name }, index) => needed.findIndex((one) => one.name === name) === index)
      .map(({ name, parameters }) => ({ timeframe, name, parameters }));
  });
}

function neededBy(
  { signal, operator, value }: Condition,
  columns: readonly Column[],
  find: (name: string) => DefaultInstance | undefined,
): readonly DefaultInstance[] {
  const known = namedColumn(signal, columns)?.column;
  const added = known === undefined ? find(withoutPrevious(signal)) : undefined;
  const left = known ?? added?.columns.find(({ name }) => name === withoutPrevious(signal));
  const ofSignal = added === undefined ? [] : [added];
  if (left === undefined || typeof value !== 'string') return ofSignal;
  if (namedColumn(value, columns) !== undefined || canBe(left, value, operator)) return ofSignal;
  const right = withoutPrevious(value);
  const target = find(right);
  return target !== undefined && kindOf(target, right) === left.kind ? [...ofSignal, target] : ofSignal;
}

/** The indicator whose defaults give a column, where it can stand beside those that are configured. */
function addable(column: string, instances: Instances, columns: readonly Column[]): DefaultInstance | undefined {
  const found = defaultInstanceOf(column);
  if (found === undefined || kindOf(found, column) === undefined) return undefined;
  if (found.columns.some(({ name }) => columns.some((one) => one.name === name))) return undefined;
  const siblings = Object.entries(instances).filter(([instance]) => baseName(instance) === found.name);
  const isMisspelt = siblings.some(([instance, params]) =>
    instanceColumns(instance, params).some(({ name }) => editDistance(name, column) <= MISSPELT_EDITS),
  );
  return isMisspelt ? undefined : found;
}

function kindOf({ columns }: DefaultInstance, column: string): Column['kind'] | undefined {
  return columns.find(({ name }) => name === column)?.kind;
}
