import fc from 'fast-check';
import { JsonFormatter } from './json-formatter.js';
import type { LogRecord } from './log-record.js';
import { createRedactor } from './redactor.js';
import { TextFormatter } from './text-formatter.js';

const record = (rest: Partial<LogRecord>): LogRecord => ({
  level: 'INFO',
  logger: 'x',
  message: 'm',
  timeMicros: 0,
  ...rest,
});
const hide = createRedactor();

test('100 planted secrets appear nowhere in a line', () => {
  const planted = fc
    .string({ minLength: 8, maxLength: 40 })
    .filter((secret) => secret.trim().length >= 8 && !/^[-\s*:.0]*$/.test(secret));
  fc.assert(
    fc.property(planted, (secret) => {
      const secrets = [secret];
      const url = new URL(`https://host.example/path?q=${encodeURIComponent(secret)}`).href;
      const error = new Error(`cannot reach ${url} as ${secret}`, { cause: new Error(secret) });
      const given = record({
        message: `sent ${secret} to ${url} with ${JSON.stringify({ plain: secret })}`,
        logger: secret,
        service: secret,
        correlationId: secret,
        fields: {
          error,
          nested: { list: [secret, { [secret]: 1, url }], encoded: Buffer.from(secret).toString('base64') },
        },
      });
      const json = new JsonFormatter({ secrets }).format(given);
      const shown = JSON.stringify(JSON.parse(json));
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
        expect(strings(JSON.parse(json)).filter((one) => one.includes(form))).toEqual([]);
        expect(new TextFormatter({ secrets }).format(given)).not.toContain(form);
      }
      expect(shown).toContain('***');
    }),
    { numRuns: 100 },
  );
});

test('fields with secret names are hidden at any depth, yes and no and nothing are shown', () => {
  const fields = {
    password: 'p',
    a: [{ apiKey: 'k', 'X-Api-Key': 'k', api_secret: 1, deep: { Authorization: ['a'], accessToken: { v: 1 } } }],
    token: null,
    hasToken: true,
    monkey: 'shown',
  };
  expect(JSON.parse(new JsonFormatter().format(record({ fields })))).toMatchObject({
    password: '***',
    a: [{ apiKey: '***', 'X-Api-Key': '***', api_secret: '***', deep: { Authorization: '***', accessToken: '***' } }],
    token: null,
    hasToken: true,
    monkey: 'shown',
  });
});

test.each([
  ['postgres://user:pass word@h', 'postgres://user:pass word@h'],
  ['to postgres://user:p@ss@host:5432/db now', 'to postgres://***@host:5432/db now'],
  ['https://ghp_abcdef@host/x', 'https://***@host/x'],
  ['https://host/x?api_key=abc123&page=2', 'https://host/x?api_key=***&page=2'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: ***'],
  ['got bearer abcdef123456 back', 'got bearer *** back'],
  ['jwt is eyJhbGciOi.eyJzdWIiOiIx.c2ln here', 'jwt is *** here'],
  ['{"password": "a b c", "user": "u"}', '{"password": ***, "user": "u"}'],
  ['password=hunter2, user=u', 'password=***, user=u'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '***'],
])('%j is shown as %j', (given, shown) => {
  expect(hide(given)).toBe(shown);
});

test('ordinary text stays as it is', () => {
  for (const text of [
    'Fetched 3 rows from https://host/x@y',
    'keyboard: ok',
    '12:30:00 = noon',
    'a basic explanation',
    '100%',
  ]) {
    expect(createRedactor(['hunter22'])(text)).toBe(text);
  }
});

test('secrets of fewer than 4 characters are not looked for, numbers that are secrets are hidden', () => {
  expect(createRedactor(['a', ''])('banana')).toBe('banana');
  const line = new JsonFormatter({ secrets: ['12345678'] }).format(
    record({ fields: { account: 12345678, other: 1234567 } }),
  );
  expect(JSON.parse(line)).toMatchObject({ account: '***', other: 1234567 });
});

test('hostile text is searched in linear time', () => {
  const hostile = ['token', ':token', 'eyJ-', '://', 'password="', '-----BEGIN ', '%4', 'a-', 'bearer '];
  const started = process.cpuUsage();
  for (const part of hostile) createRedactor(['hunter22'])(part.repeat(50_000));
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
});

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...strings(item)]);
}
