import type { Redactor } from '@q/logging';

/** What was written by others into an event, such as the message of an error, and may hold what nobody meant to write down. */
const FREE_TEXT = /"(?:message|reason|reasons|requestedBy)":/;

/** Hides secrets in records of a history. Only those with free text are looked at: what is calculated holds none. */
export function withoutSecrets(hide: Redactor): (line: string) => string {
  return (line) => {
    if (!FREE_TEXT.test(line)) return line;
    const hidden = hide(line);
    return hidden === line ? line : JSON.stringify(hideIn(JSON.parse(line), hide));
  };
}

/** Every text of a value without secrets. */
export function hideIn(value: unknown, hide: Redactor): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => hideIn(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hideIn(one, hide)]));
}
