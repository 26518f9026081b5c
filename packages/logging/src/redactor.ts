import { hideSecretPatterns, REDACTED } from './secret-patterns.js';

const SHORTEST_SECRET = 4;

/** Returns the text with every secret replaced by `***`. */
export type Redactor = (text: string) => string;

/**
 * Hides the given secrets by value (as they are, escaped in JSON, in base64 and percent-encoded) and whatever
 * looks like a secret. Values of fewer than 4 characters are ignored: they would blacken ordinary text.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const forms = secretForms(secrets);
  const hide = (text: string): string => {
    let shown = text;
    for (const form of forms) if (shown.includes(form)) shown = shown.replaceAll(form, REDACTED);
    return shown;
  };
  return (text) => {
    if (text.length < SHORTEST_SECRET) return text;
    const shown = hide(text);
    return hideSecretPatterns(forms.length > 0 && shown.includes('%') ? hideEncoded(shown, hide) : shown);
  };
}

function secretForms(secrets: readonly string[]): readonly string[] {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const forms = long.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ]);
  return [...new Set(forms)].sort((left, right) => right.length - left.length);
}

/** A word that holds a secret once it is decoded is shown decoded, without the secret. */
function hideEncoded(text: string, hide: Redactor): string {
  const words = text.split(/(\s+)/).map((word) => {
    if (!word.includes('%')) return word;
    const decoded = percentDecoded(word);
    const hidden = hide(decoded);
    return hidden === decoded ? word : hidden;
  });
  return words.join('');
}

function percentDecoded(word: string): string {
  return word.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'));
}
