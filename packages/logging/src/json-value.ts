import { isError, plainText } from './exception-text.js';
import { jsonString } from './json-string.js';
import type { Redactor } from './redactor.js';
import { remember } from './remember.js';
import { isSecretKey, REDACTED } from './secret-patterns.js';

const KEPT_KEYS = 1_000;

/** Writes values as JSON with Python's separators, without secrets. */
export interface JsonValues {
  /**
   * `"key": value`, or nothing for a value that has no text: functions, symbols, undefined, maps, sets.
   * The value of a key like `password` is hidden.
   * @throws TypeError for a circular value, and whatever a getter or a `toJSON` throws.
   */
  entry(key: string, value: unknown): string | undefined;
}

interface KeyText {
  readonly text: string;
  readonly secret: boolean;
}

/** JSON texts as Python's `json.dumps` writes them, every string redacted, the secret numbers hidden. */
export function jsonValues(redact: Redactor, secretNumbers: ReadonlySet<string>): JsonValues {
  const keyText = remember(KEPT_KEYS, (key): KeyText => ({
    text: `${jsonString(redact(key))}: `,
    secret: isSecretKey(key),
  }));
  const text = (shown: string): string => jsonString(redact(shown));

  function write(value: unknown, within: readonly object[]): string | undefined {
    switch (typeof value) {
      case 'string':
        return text(value);
      case 'number':
        return numberText(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'bigint':
        return text(value.toString());
      case 'object':
        return value === null ? 'null' : writeObject(value, within);
      default:
        return undefined;
    }
  }

  function numberText(value: number): string {
    const digits = Number.isFinite(value) ? String(value) : 'null';
    return secretNumbers.size > 0 && secretNumbers.has(digits) ? `"${REDACTED}"` : digits;
  }

  function writeObject(value: object, within: readonly object[]): string | undefined {
    if (within.includes(value)) throw new TypeError('A circular value has no JSON text.');
    if (isError(value)) return text(plainText(value));
    if (ArrayBuffer.isView(value)) return `"<${value.byteLength} bytes>"`;
    if (value instanceof Map || value instanceof Set) return undefined;
    const inside = [...within, value];
    if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(), inside);
    if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item, inside) ?? 'null').join(', ')}]`;
    const entries = Object.entries(value).map(([key, item]) => writeEntry(key, item, inside));
    return `{${entries.filter((entry) => entry !== undefined).join(', ')}}`;
  }

  function writeEntry(key: string, value: unknown, within: readonly object[]): string | undefined {
    const { text: start, secret } = keyText(key);
    const written = secret && holdsSecret(value) ? `"${REDACTED}"` : write(value, within);
    return written === undefined ? undefined : start + written;
  }

  return {
    entry: (key, value) => writeEntry(key, value, []),
  };
}

/** Whether there is a secret or not may be told: only yes, no and nothing are shown under a secret key. */
function holdsSecret(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean' && typeof value !== 'function';
}
