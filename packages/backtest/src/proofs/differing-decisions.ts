import type { Decision } from './decision.js';
import { decisionText } from './decision.js';

/** Where two runs part: what each decided, `undefined` where it decided nothing. */
export interface DifferingDecisions {
  readonly symbol: string;
  readonly strategy: string;
  readonly whole: Decision | undefined;
  readonly other: Decision | undefined;
}

/**
 * The first differences of two runs, at most one for each strategy: those of the first instant at which they part, for what comes later may
 * follow from it. Orders are blamed only where all signals are the same: a strategy's signal changes what the gate gives the others.
 */
export function differingDecisions(
  whole: readonly Decision[],
  other: readonly Decision[],
): readonly DifferingDecisions[] {
  const [mine, theirs] = [byInstant(whole), byInstant(other)];
  const instants = [...new Set([...mine.keys(), ...theirs.keys()])].toSorted((a, b) => a - b);
  for (const instant of instants) {
    const [here, there] = [mine.get(instant) ?? [], theirs.get(instant) ?? []];
    const signals = differencesOf(here.filter(isSignal), there.filter(isSignal));
    const found = signals.length > 0 ? signals : differencesOf(here, there);
    if (found.length > 0) return found;
  }
  return [];
}

function differencesOf(whole: readonly Decision[], other: readonly Decision[]): readonly DifferingDecisions[] {
  const [mine, theirs] = [byStrategy(whole), byStrategy(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((key) => {
    const [here, there] = [mine.get(key) ?? [], theirs.get(key) ?? []];
    for (let place = 0; place < Math.max(here.length, there.length); place += 1) {
      const [one, two] = [here[place], there[place]];
      const either = one ?? two;
      if (either === undefined || textOf(one) === textOf(two)) continue;
      return [{ symbol: either.symbol, strategy: either.strategy, whole: one, other: two }];
    }
    return [];
  });
}

function byInstant(decisions: readonly Decision[]): ReadonlyMap<number, readonly Decision[]> {
  return groupsOf(decisions, ({ at }) => at);
}

function byStrategy(decisions: readonly Decision[]): ReadonlyMap<string, readonly Decision[]> {
  return groupsOf(decisions, ({ symbol, strategy }) => `${symbol} ${strategy}`);
}

function groupsOf<Key>(decisions: readonly Decision[], keyOf: (decision: Decision) => Key): Map<Key, Decision[]> {
  const groups = new Map<Key, Decision[]>();
  for (const decision of decisions) {
    const group = groups.get(keyOf(decision));
    if (group === undefined) groups.set(keyOf(decision), [decision]);
    else group.push(decision);
  }
  return groups;
}

function isSignal({ kind }: Decision): boolean {
  return kind !== 'order';
}

function textOf(decision: Decision | undefined): string | undefined {
  return decision === undefined ? undefined : decisionText(decision);
}
