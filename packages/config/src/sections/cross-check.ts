import type * as z from 'zod';

export interface CrossFinding {
  readonly path: readonly string[];
  readonly message: string;
  readonly suggestion?: string;
  readonly kind?: 'cross-field' | 'missing';
  /** The other key of the contradiction: shown where that one was changed and this one has its default. */
  readonly or?: { readonly path: readonly string[]; readonly suggestion?: string };
}

/** Reads a field by its path from what may be wrong: `undefined` where there is none. */
export type Field = (...path: string[]) => unknown;

/** Checks fields against each other, also when other fields are wrong, so that all problems show at once. */
export function crossCheck<Schema extends z.ZodType>(
  schema: Schema,
  rule: (field: Field, report: (finding: CrossFinding) => void) => void,
): Schema {
  return schema.superRefine(
    (value, context) => {
      rule(
        (...path) => fieldOf(value, path),
        ({ path, message, suggestion, or, kind = 'cross-field' }) =>
          context.addIssue({
            code: 'custom',
            path: [...path],
            message,
            params: { kind, suggestion, or, depth: path.length },
          }),
      );
    },
    { when: ({ value }) => isMap(value) },
  );
}

/** True where both are numbers and the first is the larger one. */
export function exceeds(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' && a > b;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}
