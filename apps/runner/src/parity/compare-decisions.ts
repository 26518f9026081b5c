import type { Decision } from './decision.js';

/** A candle on which a strategy decided something else the second time. */
export interface ParityDifference {
  readonly at: number;
  readonly symbol: string;
  readonly strategy: string;
  /** What stands in the history and was not decided again. */
  readonly onlyKept: readonly string[];
  /** What was decided again and does not stand in the history. */
  readonly onlyReplayed: readonly string[];
}

/** Where two runs over the same candles decided differently, in the order of time. */
export function compareDecisions(
  kept: readonly Decision[],
  replayed: readonly Decision[],
): readonly ParityDifference[] {
  const groups = new Map<string, { readonly of: Decision; kept: string[]; replayed: string[] }>();
  const groupOf = (decision: Decision) => {
    const key = JSON.stringify([decision.at, decision.symbol, decision.strategy]);
    const group = groups.get(key) ?? { of: decision, kept: [], replayed: [] };
    groups.set(key, group);
    return group;
  };
  for (const decision of kept) groupOf(decision).kept.push(decision.text);
  for (const decision of replayed) groupOf(decision).replayed.push(decision.text);
  return [...groups.values()]
    .map(({ of: { at, symbol, strategy }, kept: here, replayed: there }) => ({
      at,
      symbol,
      strategy,
      onlyKept: without(here, there),
      onlyReplayed: without(there, here),
    }))
    .filter(({ onlyKept, onlyReplayed }) => onlyKept.length + onlyReplayed.length > 0)
    .sort((a, b) => a.at - b.at);
}

/** What is left of the one list when each entry of the other has taken its equal away. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const rest = [...others];
  return list.filter((one) => {
    const place = rest.indexOf(one);
    if (place >= 0) rest.splice(place, 1);
    return place < 0;
  });
}
