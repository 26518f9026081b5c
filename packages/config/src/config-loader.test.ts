import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigLoader, type LoadOptions } from './config-loader.js';
import type { LoadedConfig } from './loaded-config.js';
import { ConfigError } from './problems/config-error.js';

const TRADING = "trading:\n  symbols: [EURUSD]\n  timeframes: ['1', '5']\n";
const STRATEGY = `name: cross
timeframes: ['1']
entry:
  long:
    conditions:
      - {signal: ema_fast, operator: crosses_above, value: close, timeframe: '1'}
risk:
  position_sizing: {type: fixed, value: 0.1}
`;
const INDICATORS = 'ema_fast: {period: 12}\nrsi:\n';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

const load = (options: LoadOptions = {}): LoadedConfig =>
  ConfigLoader.load('config/services.yaml', { env: {}, cwd, ...options });

function problems(options?: LoadOptions) {
  try {
    load(options);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

test('loads a file with the strategies and indicators beside it', () => {
  write({
    'config/services.yaml': TRADING,
    'config/strategies/eurusd/cross.yaml': STRATEGY,
    'config/indicators/eurusd/eurusd_1.yaml': INDICATORS,
    'config/indicators/eurusd/eurusd_240.yaml': 'nonsense: that no configured timeframe reads',
  });
  const { config, file, warnings } = load();
  expect(file).toBe('config/services.yaml');
  expect(warnings).toEqual([]);
  expect(config.strategies.loaded.map(({ symbol, file: from, definition }) => [symbol, from, definition.name])).toEqual(
    [['EURUSD', 'config/strategies/eurusd/cross.yaml', 'cross']],
  );
  expect(config.indicators.loaded).toEqual([
    {
      symbol: 'EURUSD',
      timeframe: '1',
      file: 'config/indicators/eurusd/eurusd_1.yaml',
      instances: { ema_fast: { period: 12 }, rsi: {} },
    },
  ]);
  expect(config.instruments['EURUSD']).toMatchObject({
    symbol: 'EURUSD',
    digits: 5,
    pip: 0.0001,
    contractSize: 100_000,
  });
});

test('the value is frozen at every depth', () => {
  write({
    'config/services.yaml': TRADING,
    'config/strategies/eurusd/cross.yaml': STRATEGY,
    'config/indicators/eurusd/eurusd_1.yaml': INDICATORS,
  });
  const open: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) open.push(path);
    Object.entries(value).forEach(([key, inner]) => visit(inner, `${path}.${key}`));
  };
  visit(load().config, 'config');
  expect(open).toEqual([]);
});

test('values know the file and line they come from', () => {
  write({ 'config/services.yaml': `${TRADING}risk:\n  max_positions: 3\ninstruments:\n  EURUSD:\n    digits: 4\n` });
  const { originOf, origins } = load();
  expect(originOf('risk.max_positions')).toEqual({ kind: 'file', text: 'config/services.yaml:5' });
  expect(originOf('trading.symbols')).toEqual({ kind: 'file', text: 'config/services.yaml:2' });
  expect(originOf('instruments.EURUSD.digits')).toEqual({ kind: 'file', text: 'config/services.yaml:8' });
  expect(originOf('instruments.EURUSD.pip').kind).toBe('default');
  expect(originOf('feed.days').kind).toBe('default');
  expect(() => originOf('risk.max_postions')).toThrow('there is no configuration key "risk.max_postions"');
  const rows = new Map(origins().map(([path, value, origin]) => [path, [value, origin.kind]]));
  expect(rows.get('risk.max_positions')).toEqual([3, 'file']);
  expect(rows.get('trading.timeframes')).toEqual([['1', '5'], 'file']);
  expect(rows.get('risk.daily_loss_limit')).toEqual([1000, 'default']);
  expect(rows.get('instruments.EURUSD.digits')).toEqual([4, 'file']);
});

test('one symbol is a list of one, and its origin is its line', () => {
  write({ 'config/services.yaml': "trading:\n  timeframes: ['1']\n  symbol: EURUSD\n" });
  const { config, originOf } = load();
  expect(config.trading).toEqual({ symbols: ['EURUSD'], timeframes: ['1'] });
  expect(originOf('trading.symbols').text).toBe('config/services.yaml:3');
});

test('a missing file is one problem that names it', () => {
  expect(problems()).toEqual([
    {
      code: 'Q-CFG-001',
      file: 'config/services.yaml',
      path: '',
      message: 'the file config/services.yaml does not exist',
    },
  ]);
  // A folder in its place is a problem too, not a crash.
  mkdirSync(join(cwd, 'config/services.yaml'), { recursive: true });
  expect(problems()[0]?.code).toBe('Q-CFG-001');
});

test('a file of more than 1 MiB is not read', () => {
  write({ 'config/services.yaml': `# ${'x'.repeat(1_100_000)}\n${TRADING}` });
  expect(problems()).toEqual([
    expect.objectContaining({ code: 'Q-CFG-008', message: 'the file is larger than 1048576 bytes' }),
  ]);
});

test('all problems of all files, the environment and the command line are reported at once', () => {
  write({
    'config/services.yaml': `${TRADING}risk:\n  max_postions: 3\n  daily_loss_limit: much\n`,
    'config/strategies/eurusd/a.yaml': STRATEGY.replace('crosses_above', 'crosses_abov'),
    'config/strategies/eurusd/b.yaml': STRATEGY.replace('ema_fast', 'ema_fats'),
    'config/indicators/eurusd/eurusd_1.yaml': INDICATORS,
    'config/indicators/eurusd/eurusd_5.yaml': 'ema:\n  perod: 5\n',
  });
  const found = problems({
    env: { LOGGING_CONSOLE: 'maybe' },
    overrides: [{ path: 'risk.max_position_siz', value: '2', source: '--set risk.max_position_siz' }],
  });
  expect(
    found.map(({ code, file, line, source, suggestion }) => [code, source ?? `${file}:${line}`, suggestion]),
  ).toEqual([
    ['Q-CFG-003', 'config/services.yaml:5', 'max_positions'],
    ['Q-CFG-004', 'config/services.yaml:6', undefined],
    ['Q-CFG-009', 'environment variable LOGGING_CONSOLE', undefined],
    ['Q-CFG-003', '--set risk.max_position_siz', 'risk.max_position_size'],
    ['Q-CFG-012', 'config/indicators/eurusd/eurusd_5.yaml:2', 'period'],
    ['Q-CFG-006', 'config/strategies/eurusd/a.yaml:6', 'crosses_above'],
    ['Q-CFG-011', 'config/strategies/eurusd/b.yaml:6', 'ema_fast'],
  ]);
});

test('two strategies of one name are an error that names both files', () => {
  write({
    'config/services.yaml': TRADING,
    'config/strategies/eurusd/a.yaml': STRATEGY,
    'config/strategies/eurusd/b.yaml': STRATEGY,
    'config/indicators/eurusd/eurusd_1.yaml': INDICATORS,
  });
  expect(problems()).toEqual([
    expect.objectContaining({
      code: 'Q-CFG-011',
      file: 'config/strategies/eurusd/b.yaml',
      line: 1,
      message:
        'two strategies of EURUSD are named "cross": config/strategies/eurusd/a.yaml and config/strategies/eurusd/b.yaml',
    }),
  ]);
});

test('files that nothing reads earn a warning', () => {
  write({
    'config/services.yaml': TRADING,
    'config/strategies/eurusd/late.yml': STRATEGY,
    'config/indicators/eurusd/eurusd_h1.yaml': INDICATORS,
  });
  expect(load().warnings).toEqual([
    'config/indicators/eurusd/eurusd_h1.yaml is not read: indicator files are named eurusd_<timeframe>.yaml',
    'config/strategies/eurusd/late.yml is not read: strategy files end in .yaml',
    'there is no strategy for EURUSD in config/strategies/eurusd',
  ]);
});

test('the folders can be moved, relative to the file', () => {
  write({
    'config/services.yaml': `${TRADING}strategies: {folder: ../mine}\nindicators: {folder: ../mine}\n`,
    'mine/eurusd/eurusd_1.yaml': INDICATORS,
  });
  expect(problems().map(({ file }) => file)).toContain('mine/eurusd/eurusd_1.yaml');
  rmSync(join(cwd, 'mine'), { recursive: true });
  write({ 'mine/strategies/eurusd/cross.yaml': STRATEGY, 'mine/indicators/eurusd/eurusd_1.yaml': INDICATORS });
  write({
    'config/services.yaml': `${TRADING}strategies: {folder: ../mine/strategies}\nindicators: {folder: ../mine/indicators}\n`,
  });
  expect(load().config.strategies.loaded).toHaveLength(1);
});

test('strategy files may use anchors, and hostile ones are refused', () => {
  const anchored = STRATEGY.replace(
    'entry:',
    "config:\n  up: &up {signal: close, operator: '>', value: 1, timeframe: '1'}\nexit:\n  long: {conditions: [*up]}\nentry:",
  );
  write({
    'config/services.yaml': TRADING,
    'config/strategies/eurusd/a.yaml': anchored,
    'config/indicators/eurusd/eurusd_1.yaml': INDICATORS,
  });
  expect(load().config.strategies.loaded[0]?.definition.exit?.long?.conditions?.[0]?.signal).toBe('close');
  write({ 'config/strategies/eurusd/a.yaml': `${STRATEGY}meta: {constructor: x}\n` });
  expect(problems()).toEqual([expect.objectContaining({ code: 'Q-CFG-008', line: 9 })]);
});

test('a broken file is one problem with its line', () => {
  write({ 'config/services.yaml': `${TRADING}risk:\n\tmax_positions: 3\n` });
  expect(problems()).toEqual([expect.objectContaining({ code: 'Q-CFG-002', line: 5 })]);
});
