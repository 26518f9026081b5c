import type { Rule } from './compile-condition.js';

type Scan = Rule['scan'];

/** Where each of several rules comes out as wanted. */
export function scanEach(rules: readonly Rule[], wanted: boolean): Scan {
  let room = new Uint8Array(0);
  return (range, view, truths) => {
    if (room.length < range.count) room = new Uint8Array(range.count);
    const own = room;
    truths.fill(1, 0, range.count);
    for (const rule of rules) {
      rule.scan(range, view, own);
      const fails = wanted ? 0 : 1;
      for (let row = 0; row < range.count; row += 1) if (own[row] === fails) truths[row] = 0;
    }
  };
}

/** Where at least one of several rules holds. */
export function scanAny(rules: readonly Rule[]): Scan {
  let room = new Uint8Array(0);
  return (range, view, truths) => {
    if (room.length < range.count) room = new Uint8Array(range.count);
    const own = room;
    truths.fill(0, 0, range.count);
    for (const rule of rules) {
      rule.scan(range, view, own);
      for (let row = 0; row < range.count; row += 1) if (own[row] === 1) truths[row] = 1;
    }
  };
}

/** The furthest that any of several rules looks back. */
export function reachOfAll(rules: readonly Rule[]): Rule['reach'] {
  return (range) => rules.reduce((furthest, rule) => Math.max(furthest, rule.reach(range)), 0);
}
