import type { CatalogEntry } from './catalog.js';
import { baseName, catalogEntry, INDICATOR_NAMES } from './catalog.js';
import { nearest } from './nearest.js';
import type { ParameterValue } from './parameter.js';
import { parameterProblem } from './parameter.js';

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
  const entry = catalogEntry(instance);
  if (entry === undefined) {
    const suggestion = nearest(baseName(instance), INDICATOR_NAMES);
    const message = `unknown indicator "${baseName(instance)}"; known: ${INDICATOR_NAMES.join(', ')}`;
    return [{ path: [instance], message, ...(suggestion === undefined ? {} : { suggestion }) }];
  }
  const given = params ?? {};
  if (!isMap(given)) {
    return [{ path: [instance], message: `expected parameters such as { ${Object.keys(entry.parameters)[0]}: 14 }` }];
  }
  const missing = Object.entries(entry.parameters).filter(
    ([name, { default: standard }]) => standard === undefined && !Object.hasOwn(given, name),
  );
  const names = missing.map(([name]) => name);
  const absent: readonly IndicatorProblem[] =
    names.length === 0 ? [] : [{ path: [instance], message: `"${baseName(instance)}" needs ${names.join(', ')}` }];
  return [...absent, ...Object.entries(given).flatMap(([name, value]) => valueProblems(instance, entry, name, value))];
}

function valueProblems(
  instance: string,
  { parameters }: CatalogEntry,
  name: string,
  value: unknown,
): readonly IndicatorProblem[] {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) {
    const known = Object.keys(parameters);
    const suggestion = nearest(name, known);
    const message = `"${baseName(instance)}" has no parameter "${name}"; it has: ${known.join(', ')}`;
    return [{ path: [instance, name], message, ...(suggestion === undefined ? {} : { suggestion }) }];
  }
  const message = parameterProblem(parameter, value);
  return message === undefined ? [] : [{ path: [instance, name], message }];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
