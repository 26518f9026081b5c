import { dump } from 'js-yaml';
import { readAlertSinks } from './alert-sinks.js';
import { ConfigLoader } from './config-loader.js';
import { environmentSecrets } from './environment-secrets.js';
import { ConfigError } from './problems/config-error.js';
import { toFileForm } from './to-file-form.js';

const FILE = `trading: { symbols: [EURUSD], timeframes: ['1'] }
alerts:
  enabled: true
  sinks:
    phone: { kind: telegram, token_env: BOT_TOKEN, chat_id: -1001, min_severity: critical }
    ops: { kind: slack, url_env: SLACK_URL }
    room: { kind: discord, url_env: DISCORD_URL }
    pager: { kind: webhook, url_env: PAGER_URL, secret_env: PAGER_SECRET }
`;
const ENV = {
  BOT_TOKEN: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw\n',
  SLACK_URL: 'https://hooks.example/services/T0/B0/slack-secret',
  DISCORD_URL: 'http://127.0.0.1:9/api/webhooks/1/discord-secret',
  PAGER_URL: 'https://pager.example/in',
  PAGER_SECRET: 'signing-secret',
};

function problemsOf(env: Readonly<Record<string, string>>, text = FILE) {
  try {
    ConfigLoader.parse(text, { env });
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

test('sinks get what their variables hold; the configuration itself holds only the names', () => {
  const { config, origins } = ConfigLoader.parse(FILE, { env: ENV });
  expect(readAlertSinks(config.alerts, ENV)).toEqual([
    {
      name: 'phone',
      kind: 'telegram',
      minSeverity: 'critical',
      token: ENV.BOT_TOKEN.trim(),
      chatId: '-1001',
      api: 'https://api.telegram.org',
    },
    { name: 'ops', kind: 'slack', minSeverity: 'info', url: ENV.SLACK_URL },
    { name: 'room', kind: 'discord', minSeverity: 'info', url: ENV.DISCORD_URL },
    { name: 'pager', kind: 'webhook', minSeverity: 'info', url: ENV.PAGER_URL, secret: ENV.PAGER_SECRET },
  ]);
  const shown = `${JSON.stringify(config)}${JSON.stringify(origins())}${dump(toFileForm(config))}`;
  for (const secret of Object.values(ENV)) expect(shown).not.toContain(secret.trim());
});

test('a variable that is missing is a problem at its line, every one of them at once', () => {
  const { problems } = problemsOf({ BOT_TOKEN: ENV.BOT_TOKEN });
  expect(problems.map(({ code, line, path, message }) => [code, line, path, message])).toEqual([
    ['Q-CFG-009', 6, 'alerts.sinks.ops.url_env', 'the environment variable SLACK_URL of the sink ops is not set'],
    ['Q-CFG-009', 7, 'alerts.sinks.room.url_env', 'the environment variable DISCORD_URL of the sink room is not set'],
    ['Q-CFG-009', 8, 'alerts.sinks.pager.url_env', 'the environment variable PAGER_URL of the sink pager is not set'],
    [
      'Q-CFG-009',
      8,
      'alerts.sinks.pager.secret_env',
      'the environment variable PAGER_SECRET of the sink pager is not set',
    ],
  ]);
});

test.each([
  ['SLACK_URL', 'http://hooks.example/x'],
  ['SLACK_URL', 'https://user:hunter22@hooks.example/x'],
  ['DISCORD_URL', 'file:///etc/passwd'],
  ['PAGER_URL', 'http://127.0.0.1.example/x'],
  ['BOT_TOKEN', 'a token/../with?parts'],
  ['PAGER_SECRET', 'abc'],
])('%s may not hold %j, and the message does not say what it holds', (name, value) => {
  const error = problemsOf({ ...ENV, [name]: value });
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(name);
  expect(error.message).not.toContain(value);
});

test('where alerts are off no variable is needed until somebody reads the sinks', () => {
  const { config } = ConfigLoader.parse(FILE.replace('enabled: true', 'enabled: false'), { env: {} });
  expect(() => readAlertSinks(config.alerts, {})).toThrow(/BOT_TOKEN[\s\S]*SLACK_URL/);
});

test('secrets of the environment are told by their names, and by passwords in URLs', () => {
  const env = {
    BROKER_API_KEY: 'key-123456',
    DB: 'postgres://user:hunter22@host/db',
    HOME: '/home/somebody',
    PWD: '/home/somebody/bot',
    GIT_AUTHOR_NAME: 'somebody',
    KEYBOARD: 'qwertz',
    AUTH: 'basic-credentials',
    MY_PASSWORD: 'short',
    RISK_MAX_POSITIONS: '3',
  };
  expect(environmentSecrets(env)).toEqual([
    'key-123456',
    'postgres://user:hunter22@host/db',
    'hunter22',
    'basic-credentials',
  ]);
});
