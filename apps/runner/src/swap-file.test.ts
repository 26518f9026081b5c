import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from './testing/bench-folder.js';

const NAMED = 'broker: { swap_unit: money, per_symbol: { EURUSD: { swap_file: swaps.csv } } }';
const FREE = 'time,long,short\n';
const rowsOf = (long: number): string =>
  FREE + ['02', '07', '11'].map((hour) => `2025-01-06T${hour}:00Z,${long},0`).join('\n');

let folder: BenchFolder;
beforeEach(() => (folder = new BenchFolder(NAMED)));
afterEach(() => folder.remove());

/** Runs a verb with these swaps, and gives the files of its run. */
async function filesOf(rows: string, verb: string, ...flags: readonly string[]): Promise<(name: string) => string> {
  folder.write('swaps.csv', rows);
  rmSync(folder.at('runs'), { recursive: true, force: true });
  expect(await folder.run(verb, '-q', ...flags)).toBe(0);
  const [run = ''] = readdirSync(folder.at('runs'));
  return (name) => readFileSync(join(folder.at('runs'), run, name), 'utf8');
}

/** What a backtest paid, and which configuration its manifest names. */
async function backtest(rows: string) {
  const read = await filesOf(rows, 'backtest');
  const { costs } = JSON.parse(read('report.json')) as { readonly costs: { readonly swap: number } };
  const { config } = JSON.parse(read('manifest.json')) as { readonly config: string };
  return { swap: costs.swap, config };
}

test('a backtest books the rows of the file, and another file is another configuration', async () => {
  const [free, one, other] = [await backtest(FREE), await backtest(rowsOf(-200)), await backtest(rowsOf(-500))];
  // 0.01 lots, one position at a time: 2 of each row that finds one.
  expect([free.swap, one.swap, other.swap]).toEqual([0, 4, 10]);
  expect(new Set([free.config, one.config, other.config]).size).toBe(3);
});

test('a plain run books them too, and can be explained when the file has changed', async () => {
  const events = (await filesOf(rowsOf(-200), 'run'))('events.jsonl');
  expect(events.match(/"amount":-2\b/g)).toHaveLength(2);
  folder.write('swaps.csv', rowsOf(-500));
  expect(await folder.run('why EURUSD')).toBe(0);
});

test.each(['check', 'backtest', 'run'])('%s refuses a bad row with its file and line: exit code 3', async (verb) => {
  folder.write('swaps.csv', `${rowsOf(-200)}\n2025-01-06T01:00Z,1,1\n`);
  expect(await folder.run(verb)).toBe(3);
  expect(folder.complained).toMatch(/Q-CFG-014 .*2025-01-06T01:00:00.000Z does not come after/);
  expect(folder.complained).toContain(`${folder.at('swaps.csv')}:5:1`);
});

test('a search pays them too', async () => {
  const size = 'strategies.EURUSD.dip.risk.position_sizing.value';
  const space = folder.write(
    'space.yaml',
    `parameters: { ${size}: [0.01, 0.02] }\nobjective: net_profit\nmin_trades: 0\n`,
  );
  const profitsOf = async (rows: string): Promise<readonly number[]> => {
    const [, ...lines] = (await filesOf(rows, 'optimize', '--space', space))('results.csv').trimEnd().split(/\r?\n/);
    return lines.map((line) => line.split(',').map(Number)).map(([, , objective = NaN]) => objective);
  };
  const [free, paid] = [await profitsOf(FREE), await profitsOf(rowsOf(-200))];
  const costs = free.map((profit, trial) => Math.round(100 * (profit - (paid[trial] ?? NaN))) / 100);
  expect(costs.toSorted((one, other) => one - other)).toEqual([4, 8]);
});
