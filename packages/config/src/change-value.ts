import type * as z from 'zod';
import { problemOf } from './config-text.js';
import { formatPath, type KeyPath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import { unknownKey } from './problems/unknown-key.js';
import { itemOf, schemaAt } from './schema-path.js';
import { isMap } from './sections/cross-check.js';
import { isUnsafeKey, unsafeKeyMessage } from './unsafe-keys.js';

/** A part of a configuration that values are set in. */
export interface ChangedPart {
  readonly schema: z.core.$ZodType;
  /** A copy of its own, which is changed. */
  readonly value: Record<string, unknown>;
  /** What stands before the paths of the part in messages. */
  readonly at: KeyPath;
}

/** Sets a value where the schema has a place for it; what is on the way and missing is made. @returns the problem where there is no such place */
export function changeValue(part: ChangedPart, path: readonly string[], value: unknown): ConfigProblem | undefined {
  const unsafe = path.find(isUnsafeKey);
  if (unsafe !== undefined)
    return problemOf({
      kind: 'unsafe-yaml',
      path: [...part.at, ...path],
      at: 'key',
      message: unsafeKeyMessage(unsafe),
    });
  const wrong = path.findIndex((_, index) => !isPlace(part, path.slice(0, index + 1)));
  if (wrong >= 0) return noPlace(part, path, wrong);
  let section: object = part.value;
  for (const key of path.slice(0, -1)) {
    const inner = itemOf(section, key);
    const next: object = typeof inner === 'object' && inner !== null ? inner : {};
    Object.assign(section, { [key]: next });
    section = next;
  }
  const last = path.at(-1);
  if (last !== undefined) Object.assign(section, { [last]: value });
  return undefined;
}

function isPlace({ schema, value }: ChangedPart, path: readonly string[]): boolean {
  if (schemaAt(schema, path, value) === undefined) return false;
  const [key = '', list] = [path.at(-1), path.slice(0, -1).reduce<unknown>(itemOf, value)];
  return !Array.isArray(list) || (/^\d+$/.test(key) && Number(key) < list.length);
}

function noPlace({ schema, value, at }: ChangedPart, path: readonly string[], wrong: number): ConfigProblem {
  const section = path.slice(0, wrong);
  const key = path[wrong] ?? '';
  const whole = [...at, ...path];
  const inner = section.reduce<unknown>(itemOf, value);
  const where = formatPath([...at, ...section]);
  if (Array.isArray(inner)) {
    const message = `${where} is a list of ${inner.length}, counted from 0: "${key}" is none of them`;
    return problemOf({ kind: 'unknown-key', path: whole, at: 'key', message });
  }
  if (inner !== undefined && !isMap(inner))
    return problemOf({ kind: 'unknown-key', path: whole, at: 'key', message: `${where} is a value and no section` });
  const finding = unknownKey({ root: schema, value }, section, key);
  const { suggestion } = finding;
  const isSibling = suggestion !== undefined && schemaAt(schema, [...section, suggestion], value) !== undefined;
  const near =
    suggestion === undefined
      ? {}
      : { suggestion: isSibling ? formatPath([...at, ...section, suggestion]) : suggestion };
  return problemOf({ ...finding, path: whole, ...near });
}
