import type { RowSchema } from '@q/events';
import type { Rule } from './compile-condition.js';
import type { RowSearch, Wanted } from './scan-condition.js';

/** How several rules are asked of several rows together. */
export type JointScan = Pick<Rule, 'first' | 'reach'>;

/** Where each of several rules comes out as wanted. */
export function scanEach(rules: readonly Rule[], each: Wanted): JointScan {
  const other = each === 'holds' ? 'fails' : 'holds';
  return {
    first: (search, wanted) =>
      wanted === 'holds' ? firstOfAll(rules, search, each) : firstOfAny(rules, search, other),
    reach: reachOfAll(rules),
  };
}

/** Where at least one of several rules holds. */
export function scanAny(rules: readonly Rule[]): JointScan {
  return {
    first: (search, wanted) =>
      wanted === 'holds' ? firstOfAny(rules, search, 'holds') : firstOfAll(rules, search, 'fails'),
    reach: reachOfAll(rules),
  };
}

/** The first row on which all come out as wanted: each is asked from the row on that the one before it was content with, until all are with one. */
function firstOfAll(rules: readonly Rule[], search: RowSearch, wanted: Wanted): number {
  const { start, end } = search;
  let row = start;
  let content = 0;
  for (let index = 0; content < rules.length; index = index + 1 === rules.length ? 0 : index + 1) {
    search.start = row;
    const found = (rules[index] as Rule).first(search, wanted);
    content = found === row ? content + 1 : 1;
    row = found;
    if (found === end) break;
  }
  search.start = start;
  return row;
}

/** The first row on which one of them comes out as wanted: none looks behind the row that another has found. */
function firstOfAny(rules: readonly Rule[], search: RowSearch, wanted: Wanted): number {
  const { end } = search;
  for (const rule of rules) search.end = rule.first(search, wanted);
  const found = search.end;
  search.end = end;
  return found;
}

/** Rows of one kind come again and again: how far the rules look back is found once. */
function reachOfAll(rules: readonly Rule[]): Rule['reach'] {
  let schema: RowSchema | undefined;
  let timeframe = -1;
  let furthest = 0;
  return (range) => {
    if (range.strip.schema === schema && range.timeframe === timeframe) return furthest;
    schema = range.strip.schema;
    timeframe = range.timeframe;
    furthest = rules.reduce((most, rule) => Math.max(most, rule.reach(range)), 0);
    return furthest;
  };
}
