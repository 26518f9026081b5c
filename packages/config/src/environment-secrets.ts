import { environmentNames, type Environment } from './environment.js';

/** Not AUTHOR, KEYBOARD or the working directory PWD. */
const SECRET_NAME =
  /passw|passphrase|_pwd|pwd_|secret|token|credential|webhook|mnemonic|signature|keys?(_|$)|(^|_)(auth|pass|pat|dsn|jwt|cookie)(_|$)/i;
const URL_PASSWORD = /:\/\/[^\s/?#:@]*:([^\s/?#]+)@/;
/** Shorter values are ordinary words more often than secrets. */
const SHORTEST = 6;

/** What the environment holds that should appear nowhere: values of variables named like secrets, and passwords in URLs. */
export function environmentSecrets(env: Environment = process.env): readonly string[] {
  const settings = new Set(environmentNames().flatMap(({ names }) => names));
  return Object.entries(env).flatMap(([name, value = '']) => {
    const password = URL_PASSWORD.exec(value)?.[1];
    const secrets = [
      ...(SECRET_NAME.test(name) && !settings.has(name) ? [value, value.trim()] : []),
      ...(password === undefined ? [] : [value, password]),
    ];
    return [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST);
  });
}
