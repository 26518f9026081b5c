import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from './testing/bench-folder.js';

describe('qbot backtest', () => {
  let folder: BenchFolder;
  beforeEach(() => (folder = new BenchFolder()));
  afterEach(() => folder.remove());

  /** The files of the only run. */
  const runFolder = (): string => {
    const [run, ...others] = readdirSync(folder.at('runs'));
    expect(others).toEqual([]);
    return join(folder.at('runs'), run ?? '');
  };
  const read = (name: string): string => readFileSync(join(runFolder(), name), 'utf8');

  test('leaves a report, its trades and a page, which agree with one another and with a plain run', async () => {
    expect(await folder.run('backtest', '--json')).toBe(0);
    const printed = JSON.parse(folder.printed) as { readonly equity: { readonly final: number } };
    expect(JSON.parse(read('report.json'))).toEqual(printed);
    const trades = read('trades.csv').trimEnd().split('\r\n').length - 1;
    expect(trades).toBeGreaterThan(10);
    expect(printed).toMatchObject({ schema_version: 1, trades: { count: trades } });
    expect(read('report.html')).toContain('LightweightCharts');
    // The first record names the folder's own configuration.
    const events = (): string => read('events.jsonl').split('\n').slice(1).join('\n');
    const history = events();
    folder.remove();
    folder = new BenchFolder();
    expect(await folder.run('run', '--json')).toBe(0);
    const plain = JSON.parse(folder.printed) as { readonly equity: number; readonly positionsClosed: number };
    expect([plain.equity, plain.positionsClosed]).toEqual([printed.equity.final, trades]);
    expect(events()).toBe(history);
  });

  test('prints the report and where the page is', async () => {
    expect(await folder.run('backtest')).toBe(0);
    expect(folder.printed).toMatch(/^net +[+−]/m);
    expect(folder.printed).toMatch(/^report +.*report\.html$/m);
    expect(folder.printed).not.toMatch(/NaN|undefined/);
    expect(folder.complained).toMatch(/^plan +backtest/m);
  });

  test('runs as a backtest whatever the mode of the configuration', async () => {
    expect(await folder.run('backtest', '--set', 'mode=paper', '--set', 'outputs.history=none', '-q')).toBe(0);
    expect(readdirSync(runFolder()).sort()).toEqual(['config.json', 'report.html', 'report.json', 'trades.csv']);
  });

  test('a limit with the reaction halt ends it: exit code 8, and the report says so', async () => {
    const halt = ['--set', 'risk.daily_loss_limit=1', '--set', 'risk.daily_loss_reaction=halt'];
    expect(await folder.run('backtest', '--json', ...halt)).toBe(8);
    expect(JSON.parse(folder.printed)).toMatchObject({
      period: { halted_because: expect.stringContaining('daily_loss') },
    });
  });
});
