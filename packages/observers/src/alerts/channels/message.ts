import type { Alert, AlertFields } from '../alert.js';

/** Fields that the lines above have said already, or that tell a person nothing. */
const UNTOLD = ['message', 'reasons', 'dropped'];
const MOST_FIELDS = 12;

/** An alert as lines for a person: severity and title, text, numbers, and where to look further. */
export function messageOf({ severity, title, text, symbol, rule, correlationId, at, fields }: Alert): string {
  const head = [severity.toUpperCase(), ...(symbol === undefined ? [] : [symbol]), title].join(' ');
  const foot = [rule, ...(correlationId === undefined ? [] : [correlationId]), utc(at)].join(' · ');
  return [head, text, fieldLine(fields), foot].filter((line) => line !== '').join('\n');
}

/** Writes a text letter by letter until no more fits: an escaped letter is whole or missing. */
export function fitted(text: string, longest: number, escape: (letter: string) => string): string {
  let written = '';
  for (const letter of text) {
    const next = escape(letter);
    if (written.length + next.length > longest - 1) return `${written}…`;
    written += next;
  }
  return written;
}

function fieldLine(fields: AlertFields): string {
  return Object.entries(fields)
    .filter(([name]) => !UNTOLD.includes(name))
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
