import type { Direction } from '@q/events';
import type { CompiledExit } from './compile-exit.js';
import { compileExit } from './compile-exit.js';
import type { Rule } from './compile-condition.js';
import { compileRules } from './compile-rules.js';
import { messageOf } from './complete-risk.js';
import { riskInputs } from './entry-inputs.js';
import { blindToPositions } from './looks-at-positions.js';
import { withoutPrevious } from './named-column.js';
import { rowsNeededBy } from './rows-needed.js';
import type { RowRange } from './scan-condition.js';
import type { ExplainedRule, Held, Signal, Strategy, StrategyView } from './strategy.js';
import { NO_SIGNALS } from './strategy.js';
import type { Condition, RuleTree, StrategyDefinition, StrategyForm } from './strategy-schema.js';
import { strategyDefinitionSchema } from './strategy-schema.js';

/**
 * Turns a definition, as it stands in a file or completed by its schema, into closures over column indexes. Compiled once at load; `evaluate` is
 * pure and allocates only where there is a signal. @throws Error naming everything that is wrong with the definition
 */
export function compileStrategy(written: StrategyDefinition | StrategyForm): Strategy {
  const definition = completeDefinition(written);
  const sides = (['long', 'short'] as const).map((direction) => compileSide(definition, direction));
  const { schedule } = definition.activation;
  const compiled: Strategy = {
    name: definition.name,
    timeframes: definition.timeframes,
    warmUp: rowsNeeded(definition),
    inputs: riskInputs(definition),
    columns: columnsOf(definition),
    risk: definition.risk,
    ...(schedule === undefined ? {} : { schedule }),
    evaluate(view) {
      let signals = NO_SIGNALS;
      for (const { direction, exit } of sides) {
        const reason = exit?.test(view);
        if (reason !== undefined) signals = withOneMore(signals, { kind: 'exit', direction, reason });
      }
      for (const { entrySignal, entry } of sides)
        if (entry?.holds(view) === true) signals = withOneMore(signals, entrySignal);
      return signals;
    },
    scan(range, view, held) {
      for (const side of sides) if (!scanSide(side, { range, view, held })) return false;
      return true;
    },
    explain: (view) => sides.flatMap((side) => explainSide(side, view)),
  };
  return sides.some(({ exit }) => exit?.looksAtPosition === true) ? compiled : blindToPositions(compiled);
}

function completeDefinition(written: StrategyDefinition | StrategyForm): StrategyDefinition {
  const result = strategyDefinitionSchema.safeParse(written, { jitless: true });
  if (!result.success) throw new Error(`strategy "${written.name}": ${messageOf(result.error)}`);
  return result.data;
}

/** Mostly it is the only one: spreading would make room for many. */
function withOneMore(signals: readonly Signal[], one: Signal): readonly Signal[] {
  return signals.length === 0 ? [one] : [...signals, one];
}

interface Side {
  readonly direction: Direction;
  readonly entrySignal: Signal;
  readonly entry: Rule | undefined;
  readonly exit: CompiledExit | undefined;
}

function compileSide({ entry, exit, timeframes }: StrategyDefinition, direction: Direction): Side {
  const entryRules = entry[direction];
  const exitRules = exit?.[direction];
  return {
    direction,
    entrySignal: { kind: 'entry', direction },
    entry: entryRules === undefined ? undefined : compileRules(entryRules, timeframes),
    exit: exitRules === undefined ? undefined : compileExit(exitRules, direction, timeframes),
  };
}

/** @returns false where a rule has to be asked row by row */
function scanSide(
  { direction, entry, exit }: Side,
  { range, view, held }: { readonly range: RowRange; readonly view: StrategyView; readonly held: Held },
): boolean {
  // The exit first: while something is held it mostly comes before the next entry, which is then not searched for behind it.
  const isHeld = direction === 'long' ? held.long : held.short;
  if (isHeld && exit !== undefined && (exit.looksAtPosition || !shorten(range, exit.rules, view))) return false;
  return entry === undefined || shorten(range, entry, view);
}

/** To the rows before the first on which a rule holds. */
function shorten(range: RowRange, rule: Rule, view: StrategyView): boolean {
  if (rule.reach(range) > range.from) return false;
  range.count = rule.first({ range, view, start: 0, end: range.count }, 'holds');
  return true;
}

function explainSide({ direction, entry, exit }: Side, view: StrategyView): readonly ExplainedRule[] {
  const explained = (kind: 'entry' | 'exit', rule: Rule): ExplainedRule => ({
    kind,
    direction,
    holds: rule.holds(view),
    conditions: rule.explain(view),
  });
  return [
    ...(exit === undefined ? [] : [explained('exit', exit.rules)]),
    ...(entry === undefined ? [] : [explained('entry', entry)]),
  ];
}

/** A value that names no column stands for itself; it does no harm here. */
function columnsOf(definition: StrategyDefinition): NonNullable<Strategy['columns']> {
  return conditionsOf(definition).flatMap(({ condition: { timeframe, signal, value } }) =>
    [signal, value]
      .filter((one) => typeof one === 'string')
      .map((one) => ({ timeframe, column: withoutPrevious(one) })),
  );
}

/** Every condition of a definition with where it stands. */
export function conditionsOf(
  definition: StrategyDefinition,
): readonly { readonly path: readonly (string | number)[]; readonly condition: Condition }[] {
  return (['entry', 'exit'] as const).flatMap((kind) =>
    (['long', 'short'] as const).flatMap((direction) => {
      const rules = definition[kind]?.[direction];
      const listed = (rules?.conditions ?? []).map((condition, index) => ({
        path: [kind, direction, 'conditions', index],
        condition,
      }));
      return rules?.tree === undefined ? listed : [...listed, ...inTree(rules.tree, [kind, direction, 'tree'])];
    }),
  );
}

function inTree(
  tree: RuleTree,
  path: readonly (string | number)[],
): readonly { readonly path: readonly (string | number)[]; readonly condition: Condition }[] {
  return tree.conditions.flatMap((child, index) => {
    const at = [...path, 'conditions', index];
    return 'conditions' in child ? inTree(child, at) : [{ path: at, condition: child }];
  });
}

/** Two at least, so that every operator has the close before. */
function rowsNeeded(definition: StrategyDefinition): number {
  return Math.max(2, ...conditionsOf(definition).map(({ condition }) => rowsNeededBy(condition)));
}
