import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changeConfig } from './change-config.js';
import { ConfigLoader } from './config-loader.js';
import { defineConfig } from './define-config.js';
import { ConfigError } from './problems/config-error.js';
import { simulatedVenueOf } from './simulated-venue.js';
import { toFileForm } from './to-file-form.js';

const TRADING = "trading: { symbols: [EURUSD, GBPUSD], timeframes: ['1'] }\n";
const NAMED = `${TRADING}broker:
  swap_long: -9
  per_symbol:
    GBPUSD: { swap_unit: percent, swap_file: swaps/gbpusd.csv }
`;
const TABLE = 'time,long,short\n2012-02-01T00:00:00Z,-0.79,-0.79\n2012-02-02T00:00:00Z,-2.37,-2.37\n';
const ROWS = [
  { at: Date.UTC(2012, 1, 1), long: -0.79, short: -0.79 },
  { at: Date.UTC(2012, 1, 2), long: -2.37, short: -2.37 },
];

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'swaps-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function load(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return ConfigLoader.load('config/services.yaml', { env: {}, cwd });
}

function errorOf(act: () => unknown): ConfigError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

test('reads the rows of a symbol from beside the configuration file, and the venue has them', () => {
  const { config } = load({ 'config/services.yaml': NAMED, 'config/swaps/gbpusd.csv': TABLE });
  expect(config.swaps).toEqual({ GBPUSD: ROWS });
  const { costs } = simulatedVenueOf(config);
  expect(costs('GBPUSD').swap).toEqual({ long: -9, short: 0, unit: 'percent', rows: ROWS });
  expect(costs('EURUSD').swap).toEqual({ long: -9, short: 0, unit: 'points' });
});

test('a configuration without such a file is as it was', () => {
  const { config } = load({ 'config/services.yaml': TRADING });
  expect(Object.keys(config)).not.toContain('swaps');
});

test('a file of a symbol that is not traded is not read', () => {
  const other = `${TRADING}broker: { per_symbol: { XAUUSD: { swap_file: none.csv } } }\n`;
  expect(load({ 'config/services.yaml': other }).config.swaps).toBeUndefined();
});

test('names the file and the line of every bad row', () => {
  const bad = TABLE.replace('-2.37,-2.37', '-2.37').replace('-0.79', 'much');
  const error = errorOf(() => load({ 'config/services.yaml': NAMED, 'config/swaps/gbpusd.csv': bad }));
  const path = 'broker.per_symbol.GBPUSD.swap_file';
  expect(error.problems).toEqual([
    expect.objectContaining({ code: 'Q-CFG-014', file: 'config/swaps/gbpusd.csv', line: 2, path }),
    expect.objectContaining({ code: 'Q-CFG-014', file: 'config/swaps/gbpusd.csv', line: 3, path }),
  ]);
  const place = '\n  config/swaps/gbpusd.csv:2:1\n    1 │ time,long,short\n    2 │ 2012-02-01T00:00:00Z,much,-0.79\n';
  expect(error.message).toContain(`long is "much": give a number from -1000000 to 1000000${place}`);
});

test('a file that is not there is a problem of the line that names it', () => {
  const { problems } = errorOf(() => load({ 'config/services.yaml': NAMED }));
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'Q-CFG-001',
      file: 'config/services.yaml',
      line: 5,
      message: 'the file config/swaps/gbpusd.csv does not exist',
    }),
  ]);
});

test('changed values keep the rows, and what stands in a file can be written out', () => {
  const { config } = load({ 'config/services.yaml': NAMED, 'config/swaps/gbpusd.csv': TABLE });
  expect(changeConfig(config, { 'risk.max_positions': 3 }).swaps).toEqual({ GBPUSD: ROWS });
  expect(toFileForm(config)).not.toHaveProperty('swaps');
  const other = { 'broker.per_symbol.GBPUSD.swap_file': 'other.csv' };
  expect(errorOf(() => changeConfig(config, other)).problems).toEqual([
    expect.objectContaining({ code: 'Q-CFG-014', path: 'broker.per_symbol.GBPUSD.swap_file' }),
  ]);
});

test('a symbol that was not traded before has a file that was not read', () => {
  const both = `${NAMED}    XAUUSD: { swap_file: gold.csv }\n`;
  const { config } = load({ 'config/services.yaml': both, 'config/swaps/gbpusd.csv': TABLE });
  expect(changeConfig(config, { 'risk.max_positions': 3 }).swaps).toEqual({ GBPUSD: ROWS });
  expect(errorOf(() => changeConfig(config, { 'trading.symbols': ['GBPUSD', 'XAUUSD'] })).problems).toEqual([
    expect.objectContaining({ code: 'Q-CFG-014', path: 'broker.per_symbol.XAUUSD.swap_file' }),
  ]);
});

test('a file that nothing would read is refused, in code and in a text', () => {
  const symbol = { EURUSD: { swap_file: 'eurusd.csv' } };
  const inCode = () =>
    defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] }, broker: { per_symbol: symbol } });
  for (const act of [inCode, () => ConfigLoader.parse(NAMED, { env: {} })]) {
    const [problem] = errorOf(act).problems;
    expect(problem).toMatchObject({ code: 'Q-CFG-014' });
    expect(problem?.message).toMatch(/usd\.csv is not read, .*: give its rows to runBacktest as swaps$/);
  }
});
