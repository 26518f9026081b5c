import { nearest } from './nearest.js';
import type { Parameter } from './parameter.js';
import { parameterProblem } from './parameter.js';

export interface ParameterProblem {
  /** The parameter, `undefined` where some are missing. */
  readonly name: string | undefined;
  readonly message: string;
  readonly suggestion?: string;
}

/** What is wrong with the parameters given to `owner`: missing, unknown and out of range. */
export function findParameterProblems(
  owner: string,
  parameters: Readonly<Record<string, Parameter>>,
  given: Readonly<Record<string, unknown>>,
): readonly ParameterProblem[] {
  const missing = Object.keys(parameters).filter(
    (name) => parameters[name]?.default === undefined && !Object.hasOwn(given, name),
  );
  const absent =
    missing.length === 0 ? [] : [{ name: undefined, message: `"${owner}" needs ${missing.join(', ')}` } as const];
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) return [unknownParameter(owner, name, Object.keys(parameters))];
    const message = parameterProblem(parameter, value);
    return message === undefined ? [] : [{ name, message }];
  });
  return [...absent, ...wrong];
}

function unknownParameter(owner: string, name: string, known: readonly string[]): ParameterProblem {
  const suggestion = nearest(name, known);
  const message = `"${owner}" has no parameter "${name}"; it has: ${known.join(', ') || 'none'}`;
  return { name, message, ...(suggestion === undefined ? {} : { suggestion }) };
}
