import type { AlertDraft, AlertFields } from './alert.js';

/** Hides secrets in a text. */
export type Redact = (text: string) => string;

const LONGEST = { title: 200, text: 3_000, field: 300, name: 64 };
/** What is longer is not even searched: nobody would be shown that end of it. */
const LONGEST_SEARCHED = 65_536;
/** A name that hides this value hides every value. */
const HARMLESS = 'harmless';
/** Control characters but the end of a line, and what turns the direction of a text. */
const UNSEEN = /[^\P{Cc}\n]|[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The draft without secrets, control characters and endless texts. Redacted first, so that no cut leaves half a secret. */
export function cleanDraft(draft: AlertDraft, redact: Redact): AlertDraft {
  const line = (text: string, longest: number): string => clean(text, redact, longest).replace(/\s*\n\s*/g, ' ');
  const { symbol, correlationId } = draft;
  return {
    rule: line(draft.rule, LONGEST.name),
    severity: draft.severity,
    title: line(draft.title, LONGEST.title),
    text: clean(draft.text, redact, LONGEST.text),
    at: draft.at,
    ...(symbol === undefined ? {} : { symbol: line(symbol, LONGEST.name) }),
    ...(correlationId === undefined ? {} : { correlationId: line(correlationId, LONGEST.name) }),
    fields: cleanFields(draft.fields, redact),
  };
}

function cleanFields(fields: AlertFields, redact: Redact): AlertFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const shown = clean(name, redact, LONGEST.name);
      if (typeof value === 'boolean') return [shown, value];
      if (hidesAll(name, redact)) return [shown, '***'];
      const text = clean(String(value), redact, LONGEST.field);
      return [shown, typeof value === 'number' && text === String(value) ? value : text];
    }),
  );
}

/** Whether a field of this name holds a secret, whatever it holds. */
function hidesAll(name: string, redact: Redact): boolean {
  return !redact(`${name}=${HARMLESS}`).endsWith(HARMLESS);
}

function clean(text: string, redact: Redact, longest: number): string {
  const shown = redact(text.slice(0, LONGEST_SEARCHED)).replace(UNSEEN, ' ');
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
