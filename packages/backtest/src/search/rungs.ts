import type { SearchSettings } from '@q/config';

/** One round of a search: so many combinations, each over so much of the data. */
export interface Rung {
  readonly count: number;
  /** Share of the data, 0 to 1, counted from their end. */
  readonly share: number;
}

/**
 * The rounds of a search over so many combinations. Successive halving starts all of them on little data, keeps one of `factor`, and
 * gives those `factor` times as much, the last round all. Source: Jamieson and Talwalkar, Non-stochastic Best Arm Identification, 2016.
 */
export function rungsOf(
  { method, halving }: Pick<SearchSettings, 'method' | 'halving'>,
  count: number,
): readonly Rung[] {
  if (method !== 'halving') return [{ count, share: 1 }];
  const { rungs, factor } = halving;
  return Array.from({ length: rungs }, (_, rung) => ({
    count: Math.ceil(count / factor ** rung),
    share: factor ** (rung + 1 - rungs),
  }));
}
