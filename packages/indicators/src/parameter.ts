/** A parameter of an indicator. One without a default must be given. */
export type Parameter =
  | {
      readonly kind: 'whole' | 'number';
      readonly default?: number;
      readonly min: number;
      readonly max: number;
      readonly description: string;
    }
  | {
      readonly kind: 'choice';
      readonly default?: string;
      readonly values: readonly string[];
      readonly description: string;
    };

export type ParameterValue = number | string;

/** Every parameter of an indicator: the given ones and the defaults of the others. */
export interface Given {
  /** A number that the catalog declares. */
  number(name: string): number;
  /** One of the words of a choice that the catalog declares. */
  choice<Value extends string>(name: string, values: readonly Value[]): Value;
}

/** A number of candles. */
export function candles(standard: number | undefined, description = 'candles'): Parameter {
  return {
    kind: 'whole',
    ...(standard === undefined ? {} : { default: standard }),
    min: 1,
    max: 100_000,
    description,
  };
}

/** A number above 0, fractions allowed. */
export function factor(standard: number | undefined, description: string): Parameter {
  return {
    kind: 'number',
    ...(standard === undefined ? {} : { default: standard }),
    min: 1e-9,
    max: 1_000_000,
    description,
  };
}

/** One of several words. */
export function choice<Value extends string>(
  standard: Value,
  values: readonly Value[],
  description: string,
): Parameter {
  return { kind: 'choice', default: standard, values, description };
}

/** What is wrong with a value, `undefined` where nothing is. */
export function parameterProblem(parameter: Parameter, value: unknown): string | undefined {
  if (parameter.kind === 'choice') {
    if (typeof value === 'string' && parameter.values.includes(value)) return undefined;
    return `expected one of ${parameter.values.join(', ')}, got ${JSON.stringify(value)}`;
  }
  const { min, max, kind } = parameter;
  const fits =
    typeof value === 'number' && value >= min && value <= max && (kind === 'number' || Number.isInteger(value));
  if (fits) return undefined;
  const wanted = kind === 'whole' ? `a whole number from ${min} to ${max}` : `a number above 0, at most ${max}`;
  return `expected ${wanted}, got ${JSON.stringify(value)}`;
}
