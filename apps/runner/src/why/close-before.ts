import type { Timeframe } from '@q/events';
import type { ConditionOutcome, ExplainedRule, RuleTree, StrategyDefinition } from '@q/trading';
import { compileStrategy, RecentRows, StrategyView } from '@q/trading';
import type { ReplayedRow } from './replay.js';

/** Operators that compare two closes: their values make sense together with those of the close before. */
export const OVER_TWO_CLOSES: readonly string[] = ['crosses_above', 'crosses_below', 'changes_to', 'remains'];

export type Compared = Pick<ConditionOutcome, 'left' | 'right'>;

type Rules = StrategyDefinition['entry']['long'];
type Conditions = NonNullable<NonNullable<Rules>['conditions']>;

/**
 * What the conditions of a strategy compared at the close before `at`, as its rules explain it with every lookback made longer by one.
 * @param rows the newest of each timeframe
 */
export function explainCloseBefore(
  definition: StrategyDefinition,
  rows: ReadonlyMap<Timeframe, readonly ReplayedRow[]>,
  at: number,
): readonly ExplainedRule[] {
  const recent = definition.timeframes.map((timeframe) => {
    const known = (rows.get(timeframe) ?? []).filter(({ row }) => row.closeTime <= at);
    const newest = new RecentRows(Math.max(1, known.length));
    for (const { row } of known) newest.add(row);
    return newest;
  });
  return compileStrategy(oneCloseEarlier(definition)).explain?.(new StrategyView(definition.timeframes, recent)) ?? [];
}

function oneCloseEarlier({ entry, exit, ...rest }: StrategyDefinition): StrategyDefinition {
  const sides = <T extends NonNullable<Rules>>(both: {
    readonly long?: T | undefined;
    readonly short?: T | undefined;
  }) => ({
    ...(both.long === undefined ? {} : { long: earlierRules(both.long) }),
    ...(both.short === undefined ? {} : { short: earlierRules(both.short) }),
  });
  return { ...rest, entry: sides(entry), ...(exit === undefined ? {} : { exit: sides(exit) }) };
}

function earlierRules<T extends NonNullable<Rules>>(rules: T): T {
  return {
    ...rules,
    ...(rules.conditions === undefined ? {} : { conditions: rules.conditions.map(earlier) }),
    ...(rules.tree === undefined ? {} : { tree: earlierTree(rules.tree) }),
  };
}

function earlierTree(tree: RuleTree): RuleTree {
  return {
    ...tree,
    conditions: tree.conditions.map((child) => ('conditions' in child ? earlierTree(child) : earlier(child))),
  };
}

function earlier(condition: Conditions[number]): Conditions[number] {
  return { ...condition, lookback: condition.lookback + 1 };
}
