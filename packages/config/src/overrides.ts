import { formatPath, parsePath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { PROBLEM_CODES, type ProblemKind } from './problems/problem-codes.js';
import { unknownKey } from './problems/unknown-key.js';
import { schemaAt } from './schema-path.js';
import type { Settings } from './settings.js';
import { systemSchema } from './system-schema.js';
import { isUnsafeKey, unsafeKeyMessage } from './unsafe-keys.js';
import { valueFromText } from './value-from-text.js';

/** A value from the command line: `--set risk.max_positions=3`. */
export interface Override {
  readonly path: string;
  readonly value: string;
  /** How messages name it: `--set risk.max_positions`. */
  readonly source: string;
}

/** Sets what the command line sets, in its order. */
export function applyOverrides(settings: Settings, overrides: readonly Override[]): readonly ConfigProblem[] {
  return overrides.flatMap((override) => applyOverride(settings, override));
}

function applyOverride(settings: Settings, { path: written, value: text, source }: Override): readonly ConfigProblem[] {
  const problem = (kind: ProblemKind, message: string, suggestion?: string): readonly ConfigProblem[] => [
    {
      code: PROBLEM_CODES[kind].code,
      source,
      path: written,
      message,
      value: text,
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ];
  const path = parsePath(written);
  if (path === undefined) return problem('environment', `"${written}" is not a key: write it like risk.max_positions`);
  const unsafe = path.find(isUnsafeKey);
  if (unsafe !== undefined) return problem('unsafe-yaml', unsafeKeyMessage(unsafe));
  const schema = schemaAt(systemSchema, path, settings.value);
  if (schema === undefined) {
    const wrong = path.findIndex(
      (_, index) => schemaAt(systemSchema, path.slice(0, index + 1), settings.value) === undefined,
    );
    const section = path.slice(0, wrong);
    const { message, suggestion } = unknownKey(
      { root: systemSchema, value: settings.value },
      section,
      path[wrong] ?? '',
    );
    const isSibling =
      suggestion !== undefined && schemaAt(systemSchema, [...section, suggestion], settings.value) !== undefined;
    return problem('unknown-key', message, isSibling ? formatPath([...section, suggestion]) : suggestion);
  }
  const result = valueFromText(schema, text);
  if (!result.ok) return problem('environment', `${written} ${result.reason}`, result.suggestion);
  settings.set(path, result.value, { kind: 'command line', text: source });
  return [];
}
