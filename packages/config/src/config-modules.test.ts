import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configModules } from './config-modules.js';
import { ConfigLoader } from './config-loader.js';
import { loadStrategyFile } from './load-strategy-file.js';
import { ConfigError } from './problems/config-error.js';

const folder = mkdtempSync(join(tmpdir(), 'q-config-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string, name = 'services.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const TRADING = "trading: { symbols: [EURUSD], timeframes: ['1'] }\n";

test('modules are read from the file, the environment and the command line, the strongest last', () => {
  const file = written('strategies: { modules: [a.ts] }\nindicators: { modules: [b.ts, c.ts] }\n');
  expect(configModules(file, { env: {} })).toEqual({ strategies: ['a.ts'], indicators: ['b.ts', 'c.ts'] });
  const env = { STRATEGIES_MODULES: 'd.ts, e.ts' };
  expect(configModules(file, { env }).strategies).toEqual(['d.ts', 'e.ts']);
  const overrides = [{ path: 'strategies.modules', value: 'f.ts', source: '--set strategies.modules' }];
  expect(configModules(file, { env, overrides }).strategies).toEqual(['f.ts']);
});

test('they are read although the rest of the file cannot be checked yet', () => {
  const text = `${TRADING}indicators: { modules: [own.ts], inline: { EURUSD: { '1': { own: {} } } } }\n`;
  const file = written(text);
  expect(configModules(file, { env: {} }).indicators).toEqual(['own.ts']);
  expect(() => ConfigLoader.load(file, { env: {} })).toThrow(/unknown indicator "own"/);
});

test.each(['', 'strategies: 5', 'strategies: { modules: a.ts }', 'strategies: { modules: [1] }', '{', '[]'])(
  'what cannot be read counts as none: %j',
  (text) => {
    expect(configModules(written(text), { env: {} })).toEqual({ strategies: [], indicators: [] });
  },
);

test('a file that is not there names none', () => {
  expect(configModules(join(folder, 'none.yaml'), { env: {} })).toEqual({ strategies: [], indicators: [] });
});

test('a module that is listed twice is refused', () => {
  const file = written(`${TRADING}strategies: { modules: [a.ts, a.ts] }\n`);
  expect(() => ConfigLoader.load(file, { env: {} })).toThrow(/"a.ts" is listed twice/);
});

test('a symbol without strategy files is worth a warning only where there is no code', () => {
  const warningsOf = (more: string) => ConfigLoader.load(written(`${TRADING}${more}`), { env: {} }).warnings;
  expect(warningsOf('')).toEqual([expect.stringMatching(/^there is no strategy for EURUSD in /)]);
  expect(warningsOf('strategies: { modules: [a.ts] }\n')).toEqual([]);
});

const STRATEGY = `name: dip
timeframes: ['1']
entry: { long: { conditions: [{ signal: close, operator: '>', value: 1, timeframe: '1' }] } }
risk: { position_sizing: { type: fixed, value: 0.01 } }
`;

test('a strategy file can be read by itself', () => {
  expect(loadStrategyFile(written(STRATEGY, 'dip.yaml'))).toMatchObject({ name: 'dip', timeframes: ['1'] });
  expect(() => loadStrategyFile(written('name: dip', 'bad.yaml'))).toThrow(ConfigError);
  expect(() => loadStrategyFile(join(folder, 'nowhere.yaml'))).toThrow(/does not exist/);
});
