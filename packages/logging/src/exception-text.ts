import { types } from 'node:util';
import type { LogFields } from './logger.js';

const DEEPEST_CAUSE = 10;

/** Whether a value is an error, also one from another realm. */
export function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

/** The stack of an error, followed by those of its causes and of the errors it gathers. Never throws. */
export function exceptionText(error: Error): string {
  try {
    return describe(error, new Set(), 0).join('\n');
  } catch {
    return plainText(error);
  }
}

/** The error among the fields of a record: the one under `error`, else the one under `exception`. */
export function exceptionOf(fields: LogFields | undefined): Error | undefined {
  try {
    return [fields?.error, fields?.exception].find(isError);
  } catch {
    return undefined;
  }
}

/** Any value as text; one that refuses to become text says so. */
export function plainText(value: unknown): string {
  try {
    return isError(value) ? `${value.name}: ${value.message}` : String(value);
  } catch {
    return '(a value that cannot be shown)';
  }
}

function describe(error: unknown, told: Set<unknown>, depth: number): readonly string[] {
  if (!isError(error)) return [plainText(error)];
  if (told.has(error) || depth > DEEPEST_CAUSE) return ['(already shown, or too deep)'];
  told.add(error);
  const inner = (label: string, next: unknown): readonly string[] => {
    const [first, ...rest] = describe(next, told, depth + 1);
    return [`${label}: ${first ?? ''}`, ...rest];
  };
  const lines = [stackOf(error)];
  for (const gathered of gatheredErrors(error)) lines.push(...inner('With', gathered));
  if (error.cause !== undefined) lines.push(...inner('Caused by', error.cause));
  return lines;
}

function stackOf(error: Error): string {
  return typeof error.stack === 'string' && error.stack !== '' ? error.stack : plainText(error);
}

function gatheredErrors(error: Error): readonly unknown[] {
  return 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
}
