import { LEFT_OUT } from './breadth/left-out.js';
import { baseName, catalogEntry, indicatorNames } from './catalog.js';
import { findParameterProblems } from './check-parameters.js';
import { nearest } from './nearest.js';
import type { ParameterValue } from './parameter.js';
import { REGIME_PARAMETERS } from './regime-params.js';

/** The instance name that sets the parameters of the regime, which every row has in any case. */
export const REGIME = 'regime';

/** Parameters of an instance as they are configured. */
export type IndicatorParams = Readonly<Record<string, ParameterValue>>;

export interface IndicatorProblem {
  /** Where: instance name, then parameter. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string;
}

/** Everything that is wrong with a map of instance name to parameters; empty where it can be built. */
export function findIndicatorProblems(instances: unknown): readonly IndicatorProblem[] {
  if (!isMap(instances))
    return [
      { path: [], message: 'expected a map of indicator name to parameters, such as "ema_fast: { period: 12 }"' },
    ];
  return Object.entries(instances).flatMap(([instance, params]) => problemsOf(instance, params));
}

function problemsOf(instance: string, params: unknown): readonly IndicatorProblem[] {
  const parameters = instance === REGIME ? REGIME_PARAMETERS : catalogEntry(instance)?.parameters;
  if (parameters === undefined) return [unknownIndicator(instance)];
  const given = params ?? {};
  if (!isMap(given)) {
    const [first] = Object.keys(parameters);
    const message =
      first === undefined ? 'takes no parameters: expected {}' : `expected parameters such as { ${first}: 14 }`;
    return [{ path: [instance], message }];
  }
  return findParameterProblems(baseName(instance), parameters, given).map(({ name, ...problem }) => ({
    path: name === undefined ? [instance] : [instance, name],
    ...problem,
  }));
}

function unknownIndicator(instance: string): IndicatorProblem {
  const name = baseName(instance);
  const leftOut = Object.hasOwn(LEFT_OUT, name) ? LEFT_OUT[name] : undefined;
  const suggestion = leftOut === undefined ? nearest(name, indicatorNames()) : leftOut.instead;
  const known = leftOut === undefined ? `known: ${indicatorNames().join(', ')}` : `it ${leftOut.reason}`;
  return {
    path: [instance],
    message: `unknown indicator "${name}"; ${known}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
