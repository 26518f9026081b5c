import { symlinkSync } from 'node:fs';
import { BenchFolder } from '../testing/bench-folder.js';

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

const modules = (...names: readonly string[]): readonly string[] => ['--set', `strategies.modules=${names.join(',')}`];
const json = (): Record<string, unknown> => JSON.parse(folder.printed) as Record<string, unknown>;
const LIST = "export default [{ symbol: 'EURUSD', strategy: own }];";

/** A strategy that buys at the close of every fifth minute and leaves at the next, with a file that it imports. */
function writeStrategy({ name = 'own.ts', head = '', exported = LIST, parts = '' } = {}): void {
  folder.write('every.ts', 'export const every: number = 5;\n');
  folder.write(
    name,
    `import { defineStrategy, type Signal, type StrategyView } from '@q/trading';
import { every } from './every.js';
${head}
const evaluate = (view: StrategyView): readonly Signal[] => {
  const minute = (view.row('1')?.closeTime ?? 0) / 60_000;
  if (minute % every === 0) return [{ kind: 'entry', direction: 'long' }];
  return minute % every === 1 ? [{ kind: 'exit', direction: 'long' }] : [];
};
const risk = { position_sizing: { type: 'fixed', value: 0.01 }, sl: { type: 'fixed', value: 20 } } as const;
const own = defineStrategy({ name: 'own', timeframes: ['1'], warmUp: 1, risk, evaluate, ${parts} });
${exported}
`,
  );
}

test('a strategy in TypeScript is loaded without a build, stands in the plan, and trades in a run and a backtest', async () => {
  writeStrategy();
  expect(await folder.run('check', '--json', ...modules('own.ts'))).toBe(0);
  expect(json()).toMatchObject({
    strategies: [
      { name: 'dip' },
      { name: 'own', symbol: 'EURUSD', file: 'own.ts', enabled: true, has_stop_loss: true },
    ],
  });
  expect(await folder.run('run', '--json', ...modules('own.ts'))).toBe(0);
  expect(folder.out).not.toEqual([]);
  expect(await folder.run('backtest', ...modules('own.ts'))).toBe(0);
  expect(folder.complained).toContain('dip (EURUSD), own (EURUSD, in code)');
  expect(folder.printed).toMatch(/^own +\d+/m);
});

test('without strategies.modules no code is loaded', async () => {
  folder.write('own.ts', "throw new Error('loaded');");
  expect(await folder.run('check')).toBe(0);
  expect(await folder.run('check', ...modules('own.ts'))).toBe(3);
});

test('a function is asked for every run, and one that is not enabled is told and not asked', async () => {
  const exported = `export const strategies = ({ trading }) =>
    trading.symbols.map((symbol) => ({ symbol, strategy: own, enabled: false }));`;
  writeStrategy({ exported });
  expect(await folder.run('check', ...modules('own.ts'))).toBe(0);
  expect(folder.printed).toContain('own (EURUSD, in code, not enabled)');
  await folder.run('backtest', ...modules('own.ts'));
  expect(folder.printed).not.toMatch(/^own +\d+/m);
});

test.each(['determinism', 'lookahead', 'warmup'])('check %s runs it', async (proof) => {
  writeStrategy();
  const flags = proof === 'lookahead' ? ['--cuts', '4'] : [];
  const dip = ['--set', 'strategies.folder=none'];
  expect(await folder.run(`check ${proof}`, ...flags, ...dip, ...modules('own.ts'))).toBe(0);
  expect(folder.complained).not.toContain('there is no strategy');
});

test('check determinism finds one that remembers a former run', async () => {
  writeStrategy({
    head: 'let runs = 0;',
    exported: `export default () => { runs += 1; return runs > 2 ? [] : [{ symbol: 'EURUSD', strategy: own }]; };`,
  });
  expect(await folder.run('check determinism', ...modules('own.ts'))).toBe(7);
});

test('why asks it again, and check parity finds the same decisions', async () => {
  writeStrategy();
  const flags = ['--set', 'strategies.folder=none', ...modules('own.ts')];
  await folder.run('run', '--quiet', ...flags);
  expect(await folder.run('why', ...flags)).toBe(0);
  expect(folder.printed).toContain('own  asked on 1\n  it does not explain its conditions');
  expect(folder.printed).toContain('signal entry long');
  expect(await folder.run('check parity', ...flags)).toBe(0);
  expect(folder.printed).toMatch(/parity: [1-9]\d* decisions/);
});

test.each<[what: string, text: string, message: string]>([
  [
    'does not parse',
    'export const a = 1;\nexport const b = ;',
    'bad.ts cannot be loaded: ParseError: Unexpected token bad.ts:2:17',
  ],
  ['throws', "\nthrow new Error('planted');", 'bad.ts cannot be loaded: planted (bad.ts:2)'],
  [
    'imports what is not there',
    "import x from 'nope';\nexport default [x];",
    "bad.ts cannot be loaded: Cannot find module 'nope'",
  ],
  [
    'imports a file with a mistake',
    "import './worse.ts';\nexport default [];",
    'bad.ts cannot be loaded: ParseError: Unexpected token worse.ts:1:',
  ],
  ['exports nothing', 'export const a = 1;', 'bad.ts: exports no strategies'],
  ['exports something else', 'export default 5;', 'bad.ts: exports a number'],
  [
    'has a function that gives nothing',
    'export default () => undefined;',
    'its function gave undefined instead of a list',
  ],
  [
    'has a function that throws',
    "export default () => { throw new Error('planted'); };",
    'its function failed: planted',
  ],
  ['has a function that promises', 'export default async () => [];', 'its function gave a promise instead of a list'],
  ['lists no seat', 'export default [1];', 'strategy 1 of its list is a number instead of { symbol, strategy }'],
  ['names no symbol', 'export default [{ strategy: {} }];', 'strategy 1 of its list has no symbol'],
  [
    'was not made with defineStrategy',
    "export default [{ symbol: 'EURUSD', strategy: { name: 'a', evaluate: () => [] } }];",
    'was not made with defineStrategy',
  ],
])('a file that %s is refused with its place', async (_what, text, message) => {
  folder.write('bad.ts', text);
  folder.write('worse.ts', 'const = 1;');
  expect(await folder.run('check', ...modules('bad.ts'))).toBe(3);
  expect(folder.complained).toContain(message);
  expect(folder.complained).not.toContain('    at ');
});

test.each<[what: string, options: Parameters<typeof writeStrategy>[0], message: string]>([
  ['a symbol that is not traded', { exported: LIST.replace('EURUSD', 'GBPUSD') }, 'trading.symbols does not list'],
  ['a timeframe that is not followed', { parts: "timeframes: ['240']," }, 'needs timeframe "240"'],
  ['a name twice', { exported: LIST.replace('[{', "[{ symbol: 'EURUSD', strategy: own }, {") }, 'are named "own"'],
  ['more rows than are kept', { parts: 'warmUp: 5000,' }, 'recent_rows_limit, which is'],
  ['an indicator that there is not', { parts: "indicators: { '1': { smaa: {} } }," }, 'unknown indicator "smaa"'],
])('one with %s is refused', async (_what, options, message) => {
  writeStrategy(options);
  for (const verb of ['check', 'run', 'backtest', 'check determinism']) {
    expect(await folder.run(verb, ...modules('own.ts'))).toBe(3);
    expect(folder.complained).toContain(message);
  }
});

test.each([
  ['outside.ts', 'leads out of the project'],
  ['missing.ts', 'does not exist'],
  ['strategies', 'is no file with code'],
  ['services.yaml', 'is no file with code'],
  ['../../../../../../etc/hosts.ts', 'does not exist'],
])('the path %s is refused', async (path, message) => {
  symlinkSync(__filename, folder.at('outside.ts'));
  expect(await folder.run('check', ...modules(path))).toBe(3);
  expect(folder.complained).toContain(message);
});

describe('an indicator in code', () => {
  const own = ['--set', 'indicators.modules=range.ts'];

  function writeIndicator(name: string, warmUp = 2): void {
    folder.write(
      'range.ts',
      `import { defineIndicator } from '@q/indicators';
const range = defineIndicator({
  name: '${name}', description: 'the range of two candles',
  create() {
    let [last, before]: (number | undefined)[] = [];
    return {
      warmUp: ${warmUp},
      update({ high, low }) { [last, before] = [high - low, last]; },
      value: () => (last === undefined || before === undefined ? undefined : last + before),
    };
  },
});
export default [range];
`,
    );
    folder.write(`indicators/eurusd/eurusd_1.yaml`, `${name}_two: {}\n`);
    folder.write(
      'strategies/eurusd/dip.yaml',
      `name: dip
timeframes: ['1']
entry: { long: { conditions: [{ signal: ${name}_two, operator: '>', value: 0.0001, timeframe: '1' }] } }
exit: { long: { conditions: [{ signal: ${name}, operator: '<', value: 0.0001, timeframe: '1' }] } }
risk: { position_sizing: { type: fixed, value: 0.01 } }
`,
    );
  }

  test('is named by indicator files and rules like one of the catalog, also one that nobody configured', async () => {
    writeIndicator('tworange');
    expect([await folder.run('check', ...own), folder.complained]).toEqual([0, '']);
    expect(folder.printed).toContain('indicators EURUSD 1: tworange_two, tworange');
    expect(await folder.run('run', '--json', ...own)).toBe(0);
    expect(await folder.run('why', ...own)).toBe(0);
    expect(folder.printed).toMatch(/tworange_two > 0\.0001/);
    expect(await folder.run('report', ...own)).toBe(0);
  });

  test('is unknown without indicators.modules', async () => {
    writeIndicator('onerange');
    expect(await folder.run('check')).toBe(3);
    expect(folder.complained).toContain('unknown indicator "onerange"');
    expect(await folder.run('check', ...own)).toBe(0);
  });

  test('that breaks its contract, or a file without any, is refused with exit code 3', async () => {
    writeIndicator('badrange', 5);
    expect(await folder.run('check', ...own)).toBe(3);
    expect(folder.complained).toContain('range.ts: indicator "badrange": warmUp says 5 candles');
    folder.write('none.ts', 'export const a = 1;');
    expect(await folder.run('check', '--set', 'indicators.modules=none.ts')).toBe(3);
    expect(folder.complained).toContain('none.ts: exports no indicators');
    folder.write('raw.ts', "export default [{ name: 'raw' }];");
    expect(await folder.run('check', '--set', 'indicators.modules=raw.ts')).toBe(3);
    expect(folder.complained).toContain('indicator 1 of its list was not made with defineIndicator');
  });
});
