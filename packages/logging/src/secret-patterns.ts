/** Stands where a secret stood. */
export const REDACTED = '***';

const SECRET_WORDS =
  'passwords?|passwd|passphrase|pwd|secrets?|tokens?|api[_ -]?key|private[_ -]?key|access[_ -]?key|authorization|credentials?|cookie|signature|jwt';

/** Two cheap looks: a text without any of these holds nothing that the patterns find. */
const SHORTEST_ALONE = 12;
const NAMES_SECRET =
  /:\/\/|eyJ|-----B|bearer|pass|pwd|secret|token|[iesI][_ -]?key|authorization|credential|cookie|signature|jwt/i;

// Each pattern starts at a fixed word and has no nested repetition: the time is linear in the length of the text.
const URL_USER = /:\/\/[^\s/?#]*@/g;
const JWT = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g;
const BEARER = /\b(bearer|Bearer|BEARER)\s{1,8}[\w.~+/=-]{6,}/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
const NAMED = new RegExp(
  `((?:${SECRET_WORDS})[\\w-]{0,20}[\\\\"']{0,4}\\s{0,4}[=:]\\s{0,4})(?:(?:bearer|basic|digest)\\s{1,4})?` +
    `("[^"]*"|'[^']*'|[\\\\"']{0,4}[^\\s,;&"'\\\\]+)`,
  'gi',
);

const SECRET_KEY =
  /password|passwd|passphrase|pwd|secret|token|apikey|privatekey|accesskey|authorization|credential|cookie|signature|jwt|mnemonic|sessionid/;
const SECRET_KEYS: ReadonlySet<string> = new Set(['auth', 'bearer', 'otp', 'pass', 'pin']);

/** Hides what looks like a secret: users in URLs, JSON web tokens, bearer tokens, private keys, `password=...`. */
export function hideSecretPatterns(text: string): string {
  if (!mayHoldSecret(text)) return text;
  return text
    .replace(PRIVATE_KEY, REDACTED)
    .replace(URL_USER, `://${REDACTED}@`)
    .replace(NAMED, `$1${REDACTED}`)
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(JWT, REDACTED);
}

function mayHoldSecret(text: string): boolean {
  if (text.includes(':') || text.includes('=')) return NAMES_SECRET.test(text);
  if (text.length < SHORTEST_ALONE) return false;
  return text.includes('eyJ') || text.includes('-----B') || text.includes('earer') || text.includes('EARER');
}

/** Whether a field of this name holds a secret (`api_key`, `apiKey`, `X-Api-Key`, `accessToken`, ...). */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_KEY.test(plain) || SECRET_KEYS.has(plain);
}
