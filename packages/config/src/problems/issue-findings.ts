import type * as z from 'zod';
import { formatPath, type KeyPath } from '../key-path.js';
import type { CrossFinding } from '../sections/cross-check.js';
import { descriptionOf, expectationOf } from '../schema-facts.js';
import { itemOf, schemaAt } from '../schema-path.js';
import { shapeOf } from '../schema-shape.js';
import type { Finding } from './finding.js';
import { suggestValue } from './suggest-value.js';
import { unknownKey } from './unknown-key.js';

export interface Checked {
  readonly root: z.core.$ZodType;
  /** The value that was checked, as it was written. */
  readonly value: unknown;
}

/** Turns what the schema found into problems in our words, with suggestions. */
export function findingsOf(issues: readonly z.core.$ZodIssue[], checked: Checked): readonly Finding[] {
  const findings = issues.flatMap((issue) => findingsOfIssue(issue, keyPath(issue.path), checked));
  return findings.filter((finding) => !isMisspelt(finding, findings));
}

/** A missing key that stands there misspelt is one problem, not two. */
function isMisspelt({ kind, path }: Finding, findings: readonly Finding[]): boolean {
  if (kind !== 'missing') return false;
  const name = formatPath(path);
  return findings.some((each) => {
    if (each.kind !== 'unknown-key' || each.suggestion === undefined) return false;
    return each.suggestion === name || formatPath([...each.path.slice(0, -1), each.suggestion]) === name;
  });
}

function findingsOfIssue(issue: z.core.$ZodIssue, path: KeyPath, checked: Checked): readonly Finding[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(checked, path, key));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return nearestBranch(issue.errors, path, checked);
  const value = path.reduce<unknown>(itemOf, checked.value);
  if (issue.code === 'custom' && issue.params?.['kind'] !== 'form') return [crossFinding(issue, path, value)];
  const schema = schemaAt(checked.root, path, checked.value);
  if (value === undefined && !hasKey(checked.value, path)) return [missing(path, schema)];
  if (issue.code === 'invalid_key') return [badKey(path, issue)];
  return [badValue(issue, path, { schema, value })];
}

/** Of several forms a value may have, the one that fits it best tells what is wrong. */
function nearestBranch(branches: readonly z.core.$ZodIssue[][], path: KeyPath, checked: Checked): readonly Finding[] {
  const fitting = branches.find((issues) =>
    issues.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0),
  );
  if (fitting !== undefined) {
    return fitting.flatMap((issue) => findingsOfIssue(issue, [...path, ...keyPath(issue.path)], checked));
  }
  const schema = schemaAt(checked.root, path, checked.value);
  const value = path.reduce<unknown>(itemOf, checked.value);
  return [wrongType(path, { schema, value })];
}

interface Subject {
  readonly schema: z.core.$ZodType | undefined;
  readonly value: unknown;
}

function badValue(issue: z.core.$ZodIssue, path: KeyPath, subject: Subject): Finding {
  const { schema, value } = subject;
  const finding = {
    path,
    at: 'value',
    value,
    suggestion: schema === undefined ? undefined : suggestValue(schema, value),
  } as const;
  const name = formatPath(path);
  const got = `got ${show(value)}`;
  const isScalar = typeof value !== 'object';
  if (schema !== undefined && isQuotable(schema, value)) return wrongType(path, subject);
  if ((issue.code === 'invalid_value' || issue.code === 'invalid_union') && isScalar && schema !== undefined) {
    const options = optionsOf(schema);
    return {
      ...finding,
      kind: 'not-one-of',
      message: `${name} must be one of ${options}, ${got}`,
      allowed: `allowed: ${options}`,
    };
  }
  if (issue.code === 'too_small' && (issue.origin === 'array' || issue.origin === 'string')) {
    return { ...finding, kind: 'out-of-range', message: `${name} must not be empty` };
  }
  if ((issue.code === 'too_small' || issue.code === 'too_big') && schema !== undefined) {
    return { ...finding, kind: 'out-of-range', message: `${name} must be ${expectationOf(schema)}, ${got}` };
  }
  if (issue.code === 'invalid_format' || issue.code === 'custom') {
    return {
      ...finding,
      kind: 'wrong-type',
      message: `${name} must be ${issue.message.replace(/^expected /, '')}, ${got}`,
    };
  }
  return wrongType(path, subject);
}

function wrongType(path: KeyPath, { schema, value }: Subject): Finding {
  const expected = schema === undefined ? 'something else' : expectationOf(schema);
  const quoted = schema !== undefined && isQuotable(schema, value) ? ' - write it in quotes' : '';
  const message = `${path.length === 0 ? 'the file' : formatPath(path)} must be ${expected}, got ${show(value)}${quoted}`;
  const suggestion = schema === undefined ? undefined : suggestValue(schema, value);
  return { kind: 'wrong-type', path, at: 'value', value, message, suggestion };
}

function isQuotable(schema: z.core.$ZodType, value: unknown): boolean {
  const { kind } = shapeOf(schema);
  return typeof value === 'number' && (kind === 'text' || kind === 'choice');
}

function missing(path: KeyPath, schema: z.core.$ZodType | undefined): Finding {
  const expected = schema === undefined ? {} : { allowed: `it is ${expectationOf(schema)}: ${descriptionOf(schema)}` };
  return { kind: 'missing', path, at: 'section', message: `${formatPath(path)} is missing`, ...expected };
}

function badKey(path: KeyPath, issue: z.core.$ZodIssueInvalidKey): Finding {
  const expected = issue.issues[0]?.message ?? 'another name';
  return { kind: 'wrong-type', path, at: 'key', message: `${show(String(path.at(-1)))} must be ${expected}` };
}

/** What `crossCheck` hands over beside the message. */
type CrossParams = Partial<Pick<CrossFinding, 'suggestion' | 'or'> & { readonly depth: number }>;

function crossFinding(issue: z.core.$ZodIssueCustom, path: KeyPath, value: unknown): Finding {
  const { suggestion, or, depth } = (issue.params ?? {}) as CrossParams;
  const isMissing = issue.params?.['kind'] === 'missing';
  return {
    kind: isMissing ? 'missing' : 'cross-field',
    path,
    at: isMissing ? 'section' : 'value',
    message: isMissing || issue.params?.['kind'] === undefined ? `${formatPath(path)} ${issue.message}` : issue.message,
    value,
    suggestion,
    ...(or === undefined ? {} : { or: { ...or, path: [...path.slice(0, path.length - (depth ?? 0)), ...or.path] } }),
  };
}

function optionsOf(schema: z.core.$ZodType): string {
  const shape = shapeOf(schema);
  return shape.kind === 'choice' ? shape.options.join(', ') : expectationOf(schema);
}

function hasKey(value: unknown, path: KeyPath): boolean {
  const parent = path.slice(0, -1).reduce<unknown>(itemOf, value);
  const key = path.at(-1);
  return key === undefined || (typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key));
}

/** A value as a message shows it: short, quoted and on one line. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a section';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function keyPath(path: readonly PropertyKey[]): KeyPath {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}
