import type { Rule } from './compile-condition.js';
import { compileCondition } from './compile-condition.js';
import { scanAny, scanEach } from './scan-tree.js';
import type { RuleSet, RuleTree } from './strategy-schema.js';

/** Compiles a rule set: lists stop at the first condition that decides, a tree is asked as a whole. */
export function compileRules(rules: RuleSet, timeframes: readonly string[]): Rule {
  if (rules.mode === 'complex') return rules.tree === undefined ? NEVER : compileTree(rules.tree, timeframes);
  const conditions = (rules.conditions ?? []).map((condition) => compileCondition(condition, timeframes));
  const [only] = conditions;
  if (only === undefined) return NEVER;
  if (conditions.length === 1) return only;
  return {
    holds: rules.mode === 'all' ? whereEach(conditions, true) : whereAny(conditions),
    explain: (view) => conditions.flatMap((one) => one.explain(view)),
    ...(rules.mode === 'all' ? scanEach(conditions, 'holds') : scanAny(conditions)),
  };
}

/** No rules: nothing ever holds. */
export const NEVER: Rule = {
  holds: () => false,
  explain: () => [],
  first: ({ start, end }, wanted) => (wanted === 'holds' ? end : start),
  reach: () => 0,
};

function compileTree(tree: RuleTree, timeframes: readonly string[]): Rule {
  const children = tree.conditions.map((child) =>
    'conditions' in child ? compileTree(child, timeframes) : compileCondition(child, timeframes),
  );
  return {
    holds: combined(tree.operator, children),
    explain: (view) => children.flatMap((child) => child.explain(view)),
    ...(tree.operator === 'or' ? scanAny(children) : scanEach(children, tree.operator === 'and' ? 'holds' : 'fails')),
  };
}

function combined(operator: RuleTree['operator'], children: readonly Rule[]): Rule['holds'] {
  switch (operator) {
    case 'and':
      return whereEach(children, true);
    case 'or':
      return whereAny(children);
    case 'not':
      return whereEach(children, false);
  }
}

/** Plain loops: these are run for every strategy and candle, and a callback for each rule would cost more than the rule. */
function whereEach(rules: readonly Rule[], wanted: boolean): Rule['holds'] {
  const [only] = rules;
  if (only !== undefined && rules.length === 1 && wanted) return only.holds;
  return (view) => {
    for (const rule of rules) if (rule.holds(view) !== wanted) return false;
    return true;
  };
}

function whereAny(rules: readonly Rule[]): Rule['holds'] {
  const [only] = rules;
  if (only !== undefined && rules.length === 1) return only.holds;
  return (view) => {
    for (const rule of rules) if (rule.holds(view)) return true;
    return false;
  };
}
