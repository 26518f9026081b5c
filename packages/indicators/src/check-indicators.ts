import { baseName, catalogEntry, INDICATOR_NAMES } from './catalog.js';
import { nearest } from './nearest.js';

/** Parameters of an instance as they are configured. */
export type IndicatorParams = Readonly<Record<string, number>>;

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
  const entry = catalogEntry(instance);
  if (entry === undefined) {
    const suggestion = nearest(baseName(instance), INDICATOR_NAMES);
    const message = `unknown indicator "${baseName(instance)}"; known: ${INDICATOR_NAMES.join(', ')}`;
    return [{ path: [instance], message, ...(suggestion === undefined ? {} : { suggestion }) }];
  }
  if (params === null || params === undefined) return [];
  if (!isMap(params))
    return [{ path: [instance], message: `expected parameters such as { ${Object.keys(entry.parameters)[0]}: 14 }` }];
  const names = Object.keys(entry.parameters);
  return Object.entries(params).flatMap(([name, value]): readonly IndicatorProblem[] => {
    const parameter = Object.hasOwn(entry.parameters, name) ? entry.parameters[name] : undefined;
    if (parameter === undefined) {
      const suggestion = nearest(name, names);
      const message = `"${baseName(instance)}" has no parameter "${name}"; it has: ${names.join(', ')}`;
      return [{ path: [instance, name], message, ...(suggestion === undefined ? {} : { suggestion }) }];
    }
    const fits =
      typeof value === 'number' && Number.isInteger(value) && value >= parameter.min && value <= parameter.max;
    if (fits) return [];
    return [
      {
        path: [instance, name],
        message: `expected a whole number from ${parameter.min} to ${parameter.max}, got ${JSON.stringify(value)}`,
      },
    ];
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
