import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';

const TRADING = "trading: {symbols: [EURUSD], timeframes: ['1', '5']}\n";

function set(assignments: Readonly<Record<string, string>>, text = TRADING) {
  const overrides = Object.entries(assignments).map(([path, value]) => ({ path, value, source: `--set ${path}` }));
  return ConfigLoader.parse(text, { env: {}, overrides });
}

function problem(assignments: Readonly<Record<string, string>>) {
  try {
    set(assignments);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems[0];
  }
  throw new Error('expected a ConfigError');
}

test('sets leaves, lists and entries of maps', () => {
  const { config } = set({
    'services.data_fetching.fetch_interval': '2.5',
    'trading.symbols': 'EURUSD, BTCUSD',
    'broker.per_symbol.BTCUSD.spread_pips': '12',
    'logging.services.DataFetchingService': 'debug',
    'logging.console': 'off',
  });
  expect(config.services.data_fetching.fetch_interval).toBe(2.5);
  expect(config.trading.symbols).toEqual(['EURUSD', 'BTCUSD']);
  expect(config.broker.per_symbol).toEqual({ BTCUSD: { spread_pips: 12 } });
  expect(config.logging.services).toEqual({ DataFetchingService: 'DEBUG' });
  expect(config.logging.console).toBe(false);
});

test('one symbol replaces the list of the file', () => {
  expect(set({ 'trading.symbol': 'USDJPY' }).config.trading.symbols).toEqual(['USDJPY']);
});

test('another kind of feed sets the keys of the first one aside, and says so', () => {
  const { config, warnings, originOf } = set(
    { 'feed.files.EURUSD': 'data/eurusd.csv', 'feed.kind': 'replay' },
    `${TRADING}feed: {days: 3}\n`,
  );
  expect(config.feed).toEqual({
    kind: 'replay',
    files: { EURUSD: { path: 'data/eurusd.csv', time_zone: 'UTC', columns: {} } },
    speed: 1,
  });
  expect(warnings).toEqual(['feed.days (text:2) is not used: --set feed.kind makes the feed replay']);
  expect(originOf('feed.files.EURUSD').kind).toBe('command line');
});

test('a symbol with a dot is written in quotes', () => {
  const { config } = set({ 'broker.per_symbol."EURUSD.m".spread_pips': '2' });
  expect(config.broker.per_symbol).toEqual({ 'EURUSD.m': { spread_pips: 2 } });
});

test.each([
  ['risk.max_postions', '3', 'Q-CFG-003', 'risk.max_positions'],
  ['max_positions', '3', 'Q-CFG-003', 'risk.max_positions'],
  ['rsk.max_positions', '3', 'Q-CFG-003', 'risk'],
  ['risk.max_positions', 'ten', 'Q-CFG-009', undefined],
  ['risk.max_positions', '0', 'Q-CFG-005', '1'],
  ['risk', '3', 'Q-CFG-009', undefined],
  ['risk.', '3', 'Q-CFG-009', undefined],
  ['event_bus.mode', 'synchronus', 'Q-CFG-006', 'synchronous'],
  ['account.__proto__.x', '1', 'Q-CFG-008', undefined],
  ['broker.per_symbol.__proto__.spread_pips', '1', 'Q-CFG-008', undefined],
])('%s=%s is refused at its option', (path, value, code, suggestion) => {
  expect(problem({ [path]: value })).toMatchObject({
    code,
    source: `--set ${path}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
  expect(({} as { spread_pips?: number }).spread_pips).toBeUndefined();
});
