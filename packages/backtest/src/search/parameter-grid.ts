import type { ParameterAxis, SearchSettings } from '@q/config';
import type { ParameterValue, ParameterValues } from './parameter-values.js';
import { SearchError } from './search-error.js';

/** More combinations than this are not listed: they would not be run either. */
const MOST_COMBINATIONS = 1_000_000;

/** How many combinations a grid has; `undefined` where an axis has no end of values. */
export function gridSize(parameters: SearchSettings['parameters']): number | undefined {
  let size = 1;
  for (const axis of Object.values(parameters)) {
    const values = listedValues(axis);
    if (values === undefined) return undefined;
    size *= values.length;
  }
  return size;
}

/**
 * Every combination, the last parameter changing fastest.
 * @throws SearchError where there are too many of them, or no end
 */
export function gridOf(parameters: SearchSettings['parameters']): readonly ParameterValues[] {
  const size = gridSize(parameters);
  if (size === undefined) throw new SearchError('a range without a step has no end of values: it cannot be a grid');
  if (size > MOST_COMBINATIONS)
    throw new SearchError(
      `the grid has ${size} combinations, more than ${MOST_COMBINATIONS}: take larger steps, or --method random --trials N`,
    );
  const axes = Object.entries(parameters).map(([path, axis]) => [path, listedValues(axis) ?? []] as const);
  return Array.from({ length: size }, (_, index) => {
    let rest = index;
    const point: [string, ParameterValue][] = [];
    for (const [path, values] of axes.toReversed()) {
      const value = values[rest % values.length];
      if (value !== undefined) point.unshift([path, value]);
      rest = Math.floor(rest / values.length);
    }
    return Object.fromEntries(point);
  });
}

/** The values of a list or of a range with a step; `undefined` for a range without one. */
export function listedValues(axis: ParameterAxis): readonly ParameterValue[] | undefined {
  if (isList(axis)) return axis;
  const { from, to, step } = axis;
  if (step === undefined) return undefined;
  // The end counts also where binary fractions miss it by a hair.
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, index) => tidy(from + index * step));
}

export function isList(axis: ParameterAxis): axis is readonly ParameterValue[] {
  return Array.isArray(axis);
}

/** 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
