/** A value that is tried: what YAML holds, lists of days included. */
export type ParameterValue = number | string | boolean | readonly (number | string | boolean)[];

/** One point of the space: path to value, in the order of the parameters. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Parameters of strategies in code stand behind this: `code.period`. */
const CODE = 'code.';

/** Those that the configuration takes, and those that strategies in code take, without their prefix. */
export function separated(parameters: ParameterValues): {
  readonly config: ParameterValues;
  readonly code: ParameterValues;
} {
  const all = Object.entries(parameters);
  return {
    config: Object.fromEntries(all.filter(([path]) => !path.startsWith(CODE))),
    code: Object.fromEntries(
      all.filter(([path]) => path.startsWith(CODE)).map(([path, value]) => [path.slice(CODE.length), value]),
    ),
  };
}
