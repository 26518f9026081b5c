import { readdirSync } from 'node:fs';
import { differences } from './compare-verb.js';
import { BenchFolder } from './testing/bench-folder.js';

test.each([
  [
    'equal maps',
    [
      { a: 1, b: { c: 2 } },
      { a: 1, b: { c: 2 } },
    ],
    [],
  ],
  ['a number', [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }], [{ path: 'a.c', values: [2, 3] }]],
  ['a key that one has not', [{ a: 1 }, { a: 1, b: 'x' }], [{ path: 'b', values: [undefined, 'x'] }]],
  [
    'a map that one has not',
    [{}, { a: { b: 1, c: 2 } }],
    [
      { path: 'a.b', values: [undefined, 1] },
      { path: 'a.c', values: [undefined, 2] },
    ],
  ],
  ['a figure and a reason', [{ a: 1 }, { a: { na: 'few' } }], [{ path: 'a', values: [1, { na: 'few' }] }]],
  ['lists', [{ a: [1, 2] }, { a: [1] }], [{ path: 'a', values: [[1, 2], [1]] }]],
  ['one of three', [{ a: 1 }, { a: 1 }, { a: 2 }], [{ path: 'a', values: [1, 1, 2] }]],
] as const)('differences between %s', (_what, all, wanted) => {
  expect(differences(all)).toEqual(wanted);
});

describe('qbot report and compare', () => {
  let folder: BenchFolder;
  beforeEach(() => (folder = new BenchFolder()));
  afterEach(() => folder.remove());

  test('list the runs with their figures, and say in which keys and figures two of them differ', async () => {
    expect(await folder.run('report')).toBe(0);
    expect(folder.complained).toMatch(/no report yet/);
    expect(await folder.run('backtest', '-q')).toBe(0);
    expect(await folder.run('backtest', '-q', '--set', 'broker.commission_per_lot=70')).toBe(0);
    const [first = '', second = ''] = readdirSync(folder.at('runs')).sort();
    expect(await folder.run('report')).toBe(0);
    expect(folder.out.slice(1).map((line) => line.split(' ')[0])).toEqual([second, first]);
    expect(await folder.run(`compare ${first} ${second}`)).toBe(0);
    expect(folder.printed).toMatch(/^configuration: 1 differ/m);
    expect(folder.printed).toMatch(/^ {2}broker\.commission_per_lot +\d+(\.\d+)? +\d+(\.\d+)?$/m);
    expect(folder.printed).toMatch(/^other inputs: the same$/m);
    expect(folder.printed).toMatch(/^ {2}costs\.commissions /m);
    // Tables and notes differ, too: a line fits a wide terminal all the same, and says where the whole is.
    expect(folder.printed).toMatch(/^ {2}tables\.by_month .*…/m);
    expect(Math.max(...folder.out.map((line) => line.length))).toBeLessThan(220);
    expect(folder.out.at(-1)).toBe('… is cut: --json has all of it');
    expect(await folder.run(`compare ${first} ${first}`)).toBe(0);
    expect(folder.printed).toBe('configuration: the same\nother inputs: the same\nfigures: the same');
  });

  test('say which data differ', async () => {
    expect(await folder.run('backtest', '-q')).toBe(0);
    expect(await folder.run('backtest', '-q', '--set', 'seed=8')).toBe(0);
    const [first = '', second = ''] = readdirSync(folder.at('runs')).sort();
    expect(await folder.run(`compare ${first} ${second}`)).toBe(0);
    expect(folder.printed).toMatch(/^ {2}data\.EURUSD\.candles +sha256:\w+ +sha256:\w+$/m);
    expect(folder.printed).not.toMatch(/^ {2}config /m);
  });

  test('a run that is not there, or only one run: exit code 2 with what to do', async () => {
    expect(await folder.run('compare')).toBe(2);
    expect(await folder.run('compare nowhere nobody')).toBe(2);
    expect(folder.complained).toMatch(/"qbot report" lists/);
  });
});
