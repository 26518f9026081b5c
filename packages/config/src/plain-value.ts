import type { KeyPath } from './key-path.js';
import type { Finding } from './problems/finding.js';
import { isUnsafeKey, unsafeKeyMessage } from './unsafe-keys.js';

const MAX_DEPTH = 64;

export interface PlainCopy {
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/** A deep copy without shared parts, so that changing one place changes no other, and without keys that reach a prototype. */
export function copyPlain(value: unknown): PlainCopy {
  const findings: Finding[] = [];
  return { value: copy(value, [], findings), findings };
}

function copy(value: unknown, path: KeyPath, findings: Finding[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (path.length > MAX_DEPTH) {
    findings.push(refusal(path, `nested deeper than ${MAX_DEPTH}, or inside of itself`));
    return undefined;
  }
  if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index], findings));
  const entries = Object.entries(value).filter(([key, item]) => {
    if (isUnsafeKey(key)) findings.push(refusal([...path, key], unsafeKeyMessage(key)));
    return item !== undefined && !isUnsafeKey(key);
  });
  return Object.fromEntries(entries.map(([key, item]) => [key, copy(item, [...path, key], findings)]));
}

function refusal(path: KeyPath, message: string): Finding {
  return { kind: 'unsafe-yaml', path, at: 'key', message };
}
