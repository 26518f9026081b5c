import type { Column } from '@q/events';
import { columnBounds } from '@q/indicators';
import { canHold } from './can-hold.js';
import type { MarketHours } from './find-idle-schedule.js';
import { findIdleSchedule } from './find-idle-schedule.js';
import type { StrategyProblem } from './find-strategy-problems.js';
import { namedColumn } from './named-column.js';
import type { Condition, RuleTree, StrategyDefinition } from './strategy-schema.js';

type Rule = Condition | RuleTree;
type Path = StrategyProblem['path'];
type ColumnsOf = (timeframe: string) => readonly Column[];

export interface Market extends MarketHours {
  /** The columns of a timeframe. */
  readonly columnsOf: ColumnsOf;
}

/**
 * Rules that can never hold, each with why: a condition beyond what its column can be, conditions that must hold together and exclude each other, a
 * schedule without a close in it. The path is that of the condition, or of the last of those that exclude each other. A definition in which
 * `findStrategyProblems` finds something is not judged: what names no column counts as possible.
 */
export function findImpossibleRules(
  definition: StrategyDefinition,
  { columnsOf, ...hours }: Market,
): readonly StrategyProblem[] {
  const rules = (['entry', 'exit'] as const).flatMap((kind) =>
    (['long', 'short'] as const).flatMap((direction) => {
      const written = definition[kind]?.[direction];
      if (written === undefined) return [];
      const base = [kind, direction];
      const { mode, conditions = [], tree } = written;
      const found =
        tree !== undefined
          ? inRule({ rule: tree, path: [...base, 'tree'] }, columnsOf)
          : inList(mode === 'all' ? 'and' : 'or', placed(conditions, [...base, 'conditions']), columnsOf);
      return found.map(({ path, message }) => ({ path, message: `${direction} ${kind}: ${message}` }));
    }),
  );
  return [...rules, ...findIdleSchedule(definition, hours)];
}

/** A rule and where it stands. */
interface Placed {
  readonly rule: Rule;
  readonly path: Path;
}

function placed(rules: readonly Rule[], path: Path): readonly Placed[] {
  return rules.map((rule, index) => ({ rule, path: [...path, index] }));
}

function inRule({ rule, path }: Placed, columnsOf: ColumnsOf): readonly StrategyProblem[] {
  if ('conditions' in rule) {
    return inList(rule.operator === 'and' ? 'and' : 'or', placed(rule.conditions, [...path, 'conditions']), columnsOf);
  }
  if (canHold([rule], columnsOf)) return [];
  return [{ path, message: `"${textOf(rule)}" can never hold${boundsText(rule, columnsOf)}` }];
}

function inList(operator: 'and' | 'or', rules: readonly Placed[], columnsOf: ColumnsOf): readonly StrategyProblem[] {
  const inner = rules.flatMap((one) => inRule(one, columnsOf));
  if (operator === 'or') return inner;
  // What cannot hold by itself has been told; the others may still exclude each other.
  const possible = rules.flatMap(flattened).filter(({ rule }) => canHold([rule], columnsOf));
  const excluding = fewestExcluding(possible, columnsOf);
  const last = excluding.at(-1);
  if (last === undefined) return inner;
  const texts = excluding.map(({ rule }) => `"${textOf(rule)}"`);
  const message = `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)} can never hold together`;
  // An `and` inside of this one has told the same already.
  return inner.some((told) => told.message === message) ? inner : [...inner, { path: last.path, message }];
}

/** An `and` inside of an `and` is the same list. */
function flattened({ rule, path }: Placed): readonly Placed[] {
  if (!('conditions' in rule) || rule.operator !== 'and') return [{ rule, path }];
  return placed(rule.conditions, [...path, 'conditions']).flatMap(flattened);
}

/** The rules without those that the contradiction does not need; none where there is no contradiction. */
function fewestExcluding(rules: readonly Placed[], columnsOf: ColumnsOf): readonly Placed[] {
  const excludes = (some: readonly Placed[]): boolean =>
    !canHold(
      some.map(({ rule }) => rule),
      columnsOf,
    );
  if (!excludes(rules)) return [];
  return [...rules].reverse().reduce((kept, one) => {
    const fewer = kept.filter((other) => other !== one);
    return excludes(fewer) ? fewer : kept;
  }, rules);
}

function textOf(rule: Rule): string {
  if ('conditions' in rule) {
    const inner = rule.conditions.map(textOf);
    return rule.operator === 'not' ? `not (${inner.join('')})` : `(${inner.join(` ${rule.operator} `)})`;
  }
  const { signal, operator, value, timeframe, lookback } = rule;
  const wanted = typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
  const back = lookback === 1 ? '' : `, lookback ${lookback}`;
  return `${signal} ${operator} ${wanted} on ${timeframe}${back}`;
}

function boundsText({ signal, timeframe }: Condition, columnsOf: ColumnsOf): string {
  const column = namedColumn(signal, columnsOf(timeframe))?.column;
  if (column?.kind !== 'number') return '';
  const { least, most } = columnBounds(column.name);
  if (least === -Infinity && most === Infinity) return '';
  return most === Infinity ? `: ${column.name} is at least ${least}` : `: ${column.name} is from ${least} to ${most}`;
}
