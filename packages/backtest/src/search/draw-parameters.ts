import type { ParameterAxis, SearchSettings } from '@q/config';
import { SeededDraws } from '../report/seeded-draws.js';
import { gridOf, gridSize, isList, listedValues } from './parameter-grid.js';
import type { ParameterValue, ParameterValues } from './parameter-values.js';

/** So many draws in a row that bring nothing new, and there is little left to draw. */
const VAIN_DRAWS = 1_000;
const STEPS = 4_294_967_296;

/** So many combinations drawn at random, each once; every combination where there are no more. The same seed draws the same. */
export function drawParameters(
  parameters: SearchSettings['parameters'],
  { trials, seed }: { readonly trials: number; readonly seed: number },
): readonly ParameterValues[] {
  const size = gridSize(parameters);
  if (size !== undefined && size <= trials) return gridOf(parameters);
  const draws = new SeededDraws(seed);
  const drawn = new Map<string, ParameterValues>();
  for (let vain = 0; drawn.size < trials && vain < VAIN_DRAWS; vain += 1) {
    const point = Object.fromEntries(Object.entries(parameters).map(([path, axis]) => [path, draw(axis, draws)]));
    const key = JSON.stringify(point);
    if (drawn.has(key)) continue;
    drawn.set(key, point);
    vain = -1;
  }
  return [...drawn.values()];
}

function draw(axis: ParameterAxis, draws: SeededDraws): ParameterValue {
  const values = listedValues(axis);
  if (values !== undefined || isList(axis)) return values?.[draws.below(values.length)] ?? NaN;
  const { from, to, scale, whole } = axis;
  if (whole && scale === 'linear') return Math.ceil(from) + draws.below(Math.floor(to) - Math.ceil(from) + 1);
  const share = draws.below(STEPS) / STEPS;
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  // Six digits are more than a parameter needs, and can be written down.
  return whole ? Math.min(Math.floor(to), Math.max(Math.ceil(from), Math.round(value))) : Number(value.toPrecision(6));
}
