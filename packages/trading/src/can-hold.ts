import type { Column } from '@q/events';
import type { Atom, Domain } from './rule-atoms.js';
import { atomsOf, negated } from './rule-atoms.js';
import type { Condition, RuleTree } from './strategy-schema.js';

/** Ways in which a tree can hold that are looked at; a tree with more counts as one that can. */
const MOST_WAYS = 10_000;

/**
 * Whether rules can hold together for any values at all: each column may have every value that it can have, whatever the others have. So what is said
 * to be impossible is; of what is said to be possible, a market may never show it.
 */
export function canHold(
  rules: readonly (Condition | RuleTree)[],
  columnsOf: (timeframe: string) => readonly Column[],
): boolean {
  const ways = rules.map((rule) => waysOf(rule, true, columnsOf));
  return joined(ways).length > 0;
}

/** Atoms that hold together. */
type Way = readonly Atom[];

const ANYHOW: readonly Way[] = [[]];

/** In which ways a rule can hold, or not hold. */
function waysOf(
  rule: Condition | RuleTree,
  wanted: boolean,
  columnsOf: (timeframe: string) => readonly Column[],
): readonly Way[] {
  if (!('conditions' in rule)) {
    const atoms = atomsOf(rule, columnsOf(rule.timeframe));
    if (atoms.length === 0) return ANYHOW;
    return (wanted ? [atoms] : atoms.map((atom) => [negated(atom)])).filter(isPossible);
  }
  const { operator, conditions } = rule;
  const children = conditions.map((child) => waysOf(child, wanted !== (operator === 'not'), columnsOf));
  // Of `not` there is one child; that `and` does not hold means that one of its children does not.
  return (operator === 'and') === wanted ? joined(children) : children.flat();
}

/** Every way of the first together with every way of the second, and so on, as far as they do not contradict each other. */
function joined(children: readonly (readonly Way[])[]): readonly Way[] {
  let ways = ANYHOW;
  for (const child of children) {
    if (ways.length * child.length > MOST_WAYS) return ANYHOW;
    ways = ways.flatMap((way) => child.map((more) => [...way, ...more])).filter(isPossible);
  }
  return ways;
}

function isPossible(way: Way): boolean {
  const variables = new Set(way.map(({ variable }) => variable));
  return [...variables].every((variable) => {
    const atoms = way.filter((atom) => atom.variable === variable);
    const [first] = atoms;
    if (first === undefined) return true;
    const marks = atoms.flatMap((atom) => atom.marks);
    return [NaN, ...valuesOf(first.domain, marks)].some((value) => atoms.every((atom) => atom.holds(value)));
  });
}

/** Values of which one stands for each other: every mark, one between two neighbours, and one beyond either end. */
function valuesOf(domain: Domain, marks: readonly number[]): readonly number[] {
  if (domain.kind === 'cells') return domain.cells;
  const { least, most } = domain;
  const ends = [least, most].filter(Number.isFinite);
  const sorted = [...marks, ...ends].sort((a, b) => a - b);
  const between = sorted.map((mark, index) => mark / 2 + (sorted[index + 1] ?? mark) / 2);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const beyond = [first - Math.abs(first) - 1, last + Math.abs(last) + 1];
  return [...sorted, ...between, ...beyond].filter((value) => value >= least && value <= most);
}
