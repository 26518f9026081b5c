import type { SearchSettings } from '@q/config';
import { drawParameters } from './draw-parameters.js';
import { gridOf } from './parameter-grid.js';
import type { ParameterValues } from './parameter-values.js';

/** The combinations that a search begins with, in the order in which they are counted. */
export function candidatesOf({ method, trials, seed, parameters }: SearchSettings): readonly ParameterValues[] {
  return method === 'grid' || trials === undefined ? gridOf(parameters) : drawParameters(parameters, { trials, seed });
}
