import type { RowSchema } from '@q/events';
import type { Rule } from './compile-condition.js';

/** How several rules are asked of several rows together. */
export type JointScan = Pick<Rule, 'scan' | 'first' | 'reach'>;

/** Where each of several rules comes out as wanted. */
export function scanEach(rules: readonly Rule[], wanted: boolean): JointScan {
  const fails = wanted ? 0 : 1;
  return jointly(
    rules,
    (answers, count, truths) => {
      for (let row = 0; row < count; row += 1) if (answers[row] === fails) truths[row] = 0;
    },
    1,
  );
}

/** Where at least one of several rules holds. */
export function scanAny(rules: readonly Rule[]): JointScan {
  return jointly(
    rules,
    (answers, count, truths) => {
      for (let row = 0; row < count; row += 1) if (answers[row] === 1) truths[row] = 1;
    },
    0,
  );
}

type Join = (answers: Uint8Array, count: number, truths: Uint8Array) => void;

function jointly(rules: readonly Rule[], join: Join, before: 0 | 1): JointScan {
  let answers = new Uint8Array(0);
  let joined = new Uint8Array(0);
  // Rows of one kind come again and again: how far the rules look back is found once.
  let schema: RowSchema | undefined;
  let timeframe = -1;
  let furthest = 0;
  const scan: Rule['scan'] = (range, view, truths) => {
    if (answers.length < range.count) answers = new Uint8Array(range.count);
    truths.fill(before, 0, range.count);
    for (const rule of rules) {
      rule.scan(range, view, answers);
      join(answers, range.count, truths);
    }
  };
  return {
    scan,
    first(range, view) {
      if (joined.length < range.count) joined = new Uint8Array(range.count);
      scan(range, view, joined);
      const first = joined.indexOf(1);
      return first < 0 ? range.count : Math.min(first, range.count);
    },
    reach(range) {
      if (range.strip.schema === schema && range.timeframe === timeframe) return furthest;
      schema = range.strip.schema;
      timeframe = range.timeframe;
      furthest = rules.reduce((most, rule) => Math.max(most, rule.reach(range)), 0);
      return furthest;
    },
  };
}
