import * as fc from 'fast-check';
import { ConfigLoader } from './config-loader.js';
import { environmentTable } from './configuration-table.js';
import { environmentNames } from './environment.js';
import { formatPath } from './key-path.js';
import { ConfigError } from './problems/config-error.js';
import { defaultOf } from './schema-facts.js';
import { shapeOf } from './schema-shape.js';
import { isMap } from './sections/cross-check.js';

const TRADING = "trading: {symbols: [EURUSD], timeframes: ['1', '5']}\n";

/** Values of text keys that follow a form, and of numbers whose neighbours bind them. */
const OTHER_TEXT: Readonly<Record<string, string>> = {
  TRADING_SYMBOLS: 'USDJPY,GBPUSD',
  TRADING_TIMEFRAMES: '15,60',
  RISK_ACCOUNT_STOP_LOSS_DAILY_RESET_TIME: '17:00:00',
  RISK_ACCOUNT_STOP_LOSS_TIMEZONE_OFFSET: '-05:00',
  RESTRICTIONS_NEWS_TIME_ZONE: 'Europe/Berlin',
  RESTRICTIONS_HOLIDAYS_TIME_ZONE: '-05:00',
  RESTRICTIONS_MARKET_CLOSE_TIME: '17:00:00Z',
  RESTRICTIONS_MARKET_CLOSE_TIME_ZONE: 'America/New_York',
  RESTRICTIONS_SCHEDULE_DAYS: 'mon,fri',
  RESTRICTIONS_SCHEDULE_HOURS: '08:00-16:00',
  RESTRICTIONS_SCHEDULE_TIME_ZONE: 'Europe/London',
  BROKER_ROLLOVER_TIME: '00:00',
  BROKER_ROLLOVER_TIME_ZONE: 'Europe/London',
  ACCOUNT_CURRENCY: 'EUR',
  FEED_START: '2024-03-04',
  FEED_FROM: '2024-03-04',
  FEED_TO: '2024-03-05T12:00Z',
  SERVICES_DATA_FETCHING_CANDLE_INDEX: '2',
  ORCHESTRATOR_WATCHDOG_WARN_AFTER: '0.5',
  ORCHESTRATOR_WATCHDOG_DEGRADED_AFTER: '3',
  ALERTS_QUIET_HOURS_FROM: '23:30',
  ALERTS_QUIET_HOURS_TO: '06:15',
  ALERTS_QUIET_HOURS_TIME_ZONE: '+03:00',
  ALERTS_DAILY_DIGEST_AT: '18:00',
  ALERTS_DAILY_DIGEST_TIME_ZONE: 'Europe/Berlin',
  ALERTS_DAILY_DIGEST_SINKS: 'ops',
};

const SINK = 'alerts: {sinks: {ops: {kind: slack, url_env: OPS_URL}}}\n';

/** What must be in the file for a variable to have its effect. */
const NEEDED: Readonly<Record<string, string>> = {
  FEED_FROM: 'feed: {kind: replay, files: {EURUSD: x.csv}}\n',
  FEED_TO: 'feed: {kind: replay, files: {EURUSD: x.csv}}\n',
  FEED_SPEED: 'feed: {kind: replay, files: {EURUSD: x.csv}}\n',
  FEED_KIND: 'feed: {kind: replay, files: {EURUSD: x.csv}}\n',
  EVENT_BUS_MODE: 'mode: paper\n',
  ALERTS_ENABLED: SINK,
  ALERTS_DAILY_DIGEST_SINKS: SINK,
  RESTRICTIONS_ACCOUNT_TYPE: 'restrictions: {market_close: {enabled: true}}\n',
  RESTRICTIONS_MARKET_CLOSE_TIME_ZONE: "restrictions: {market_close: {time: '17:00:00'}}\n",
};

const variables = environmentNames().map(({ names, leaf }) => ({ name: names[0] ?? '', leaf }));

function otherText(name: string, leaf: (typeof variables)[number]['leaf']): string {
  const shape = shapeOf(leaf.schema);
  const standard = defaultOf(leaf.schema);
  if (OTHER_TEXT[name] !== undefined) return OTHER_TEXT[name];
  if (name === 'FEED_KIND') return 'synthetic';
  if (shape.kind === 'flag') return standard === true ? 'off' : 'yes';
  if (shape.kind === 'choice') return shape.options.find((option) => option !== standard) ?? String(standard);
  if (shape.kind === 'number') {
    const least = Number(standard ?? shape.min);
    return String(least < shape.max ? least + 1 : least - 1);
  }
  return `other-${name.toLowerCase()}`;
}

test.each(variables.map(({ name, leaf }) => [name, leaf] as const))(
  '%s sets its key and is named as its origin',
  (name, leaf) => {
    const text = otherText(name, leaf);
    const path = formatPath(leaf.path);
    const { config, originOf } = ConfigLoader.parse(TRADING + (NEEDED[name] ?? ''), {
      env: { OPS_URL: 'https://hooks.example/x', [name]: text },
    });
    const value = leaf.path.reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), config);
    const { kind } = shapeOf(leaf.schema);
    const expected = { flag: text === 'yes', number: Number(text), list: text.split(',') }[kind as string] ?? text;
    expect(value).toEqual(expected);
    expect(originOf(path)).toEqual({ kind: 'environment', text: name });
    // One of these has a single value, and the other needs a file that names another one.
    if (name !== 'BROKER_KIND' && name !== 'FEED_KIND') expect(value).not.toEqual(defaultOf(leaf.schema) ?? 'none');
  },
);

test('every name belongs to one key', () => {
  const names = environmentTable().map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the names of the original are among them', () => {
  const names = new Set(environmentTable().map(({ name }) => name));
  const expected = [
    ...['TRADING_SYMBOL', 'TRADING_TIMEFRAMES', 'RISK_DAILY_LOSS_LIMIT', 'RISK_MAX_POSITIONS', 'LOGGING_LEVEL'],
    ...['ORCHESTRATOR_ENABLE_AUTO_RESTART', 'SERVICES_DATA_FETCHING_ENABLED', 'SERVICES_INDICATOR_CALCULATION_ENABLED'],
    ...['SERVICES_STRATEGY_EVALUATION_ENABLED', 'SERVICES_TRADE_EXECUTION_ENABLED'],
  ];
  expect(expected.filter((name) => !names.has(name))).toEqual([]);
});

test('the strongest name of the symbols wins', () => {
  const env: Record<string, string> = {
    TRADING_SYMBOLS: 'EURUSD',
    SYMBOLS: 'GBPUSD',
    TRADING_SYMBOL: 'USDJPY',
    SYMBOL: 'XAUUSD',
  };
  for (const name of Object.keys(env)) {
    const { config, originOf } = ConfigLoader.parse("trading: {symbol: AUDUSD, timeframes: ['1']}", { env });
    expect(config.trading.symbols).toEqual([env[name]]);
    expect(originOf('trading.symbols').text).toBe(name);
    delete env[name];
  }
});

test('a list is trimmed, and an empty item is an error', () => {
  const { config } = ConfigLoader.parse(TRADING, { env: { TIMEFRAMES: ' 5, 15 ,60' } });
  expect(config.trading.timeframes).toEqual(['5', '15', '60']);
  expect(() => ConfigLoader.parse(TRADING, { env: { SYMBOLS: 'EURUSD,' } })).toThrow('SYMBOLS has an empty item');
});

test('an empty variable counts as unset', () => {
  expect(ConfigLoader.parse(TRADING, { env: { RISK_MAX_POSITIONS: '', SYMBOL: '' } }).config.risk.max_positions).toBe(
    10,
  );
});

test.each(['true', '1', 'yes', 'on', 'TRUE', 'On'])('%s is true', (text) => {
  expect(ConfigLoader.parse(TRADING, { env: { EVENT_BUS_LOG_ALL_EVENTS: text } }).config.event_bus.log_all_events).toBe(
    true,
  );
});

test.each(['false', '0', 'no', 'off', 'FALSE', 'Off'])('%s is false', (text) => {
  expect(ConfigLoader.parse(TRADING, { env: { LOGGING_CONSOLE: text } }).config.logging.console).toBe(false);
});

test('any other text for a flag or a number is an error that names the variable', () => {
  const isFlag = /^(true|1|yes|on|false|0|no|off)$/i;
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      fc.pre(!isFlag.test(text) && !/^[+-]?\d+$/.test(text));
      const env = { AUTOMATION_ENABLED: text, RISK_MAX_POSITIONS: text };
      expect(() => ConfigLoader.parse(TRADING, { env })).toThrow(/RISK_MAX_POSITIONS[\s\S]*AUTOMATION_ENABLED/);
    }),
    { numRuns: 50 },
  );
});

test.each(['5.0', '5 ', '0x5', '1e1', 'five', '5,5'])('%j is no whole number', (text) => {
  expect(() => ConfigLoader.parse(TRADING, { env: { RISK_MAX_POSITIONS: text } })).toThrow(ConfigError);
});

test('a value out of bounds is reported at its variable', () => {
  try {
    ConfigLoader.parse(`${TRADING}risk: {max_positions: 3}`, { env: { RISK_MAX_POSITIONS: '0' } });
    throw new Error('expected a ConfigError');
  } catch (error) {
    expect((error as ConfigError).problems).toEqual([
      expect.objectContaining({
        code: 'Q-CFG-005',
        source: 'environment variable RISK_MAX_POSITIONS',
        path: 'risk.max_positions',
        suggestion: '1',
      }),
    ]);
  }
});

test('command line over environment over file over default', () => {
  const text = `${TRADING}risk: {max_positions: 3, daily_loss_limit: 4, max_position_size: 5}`;
  const { config, originOf } = ConfigLoader.parse(text, {
    env: { RISK_MAX_POSITIONS: '6', RISK_DAILY_LOSS_LIMIT: '7' },
    overrides: [{ path: 'risk.max_positions', value: '8', source: '--set risk.max_positions' }],
  });
  expect(config.risk).toMatchObject({ max_positions: 8, daily_loss_limit: 7, max_position_size: 5 });
  expect(originOf('risk.max_positions')).toEqual({ kind: 'command line', text: '--set risk.max_positions' });
  expect(originOf('risk.daily_loss_limit')).toEqual({ kind: 'environment', text: 'RISK_DAILY_LOSS_LIMIT' });
  expect(originOf('risk.max_position_size')).toEqual({ kind: 'file', text: 'text:2' });
  expect(originOf('seed')).toEqual({ kind: 'default', text: 'default' });
});

test.each([
  ['RISK_MAX_POSITION', 'RISK_MAX_POSITIONS'],
  ['RISC_MAX_POSITIONS', 'RISK_MAX_POSITIONS'],
  ['LOGING_LEVEL', 'LOGGING_LEVEL'],
  ['risk_max_positions', 'RISK_MAX_POSITIONS'],
  ['SYMBOLLS', 'SYMBOLS'],
])('the variable %s earns a warning that names %s', (name, meant) => {
  expect(ConfigLoader.parse(TRADING, { env: { [name]: 'x' } }).warnings).toEqual([
    `environment variable ${name} is not read: did you mean ${meant}?`,
  ]);
});

test('the variables of a machine earn none', () => {
  const env = Object.fromEntries(
    [
      'HOME',
      'CODE',
      'NODE',
      'PATH',
      'SHELL',
      'FEED',
      'LANG',
      'SYMBOL_X',
      'LOG_LEVEL',
      'NODE_ENV',
      'ACCOUNT',
      'SEEDS',
    ].map((name) => [name, 'x']),
  );
  expect(ConfigLoader.parse(TRADING, { env }).warnings).toEqual([]);
});

test('without an environment of its own it reads that of the process', () => {
  process.env['RISK_MAX_POSITIONS'] = '4';
  try {
    expect(ConfigLoader.parse(TRADING).config.risk.max_positions).toBe(4);
  } finally {
    delete process.env['RISK_MAX_POSITIONS'];
  }
});
