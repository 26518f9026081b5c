import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from './testing/bench-folder.js';

const STOP = 'strategies.EURUSD.dip.risk.sl.value';
const SPACE = `objective: net_profit
min_trades: 1
parameters: { ${STOP}: [5, 20], risk.max_positions: [1, 2] }
`;

describe('qbot optimize', () => {
  let folder: BenchFolder;
  beforeEach(() => {
    folder = new BenchFolder();
    folder.write('space.yaml', SPACE);
  });
  afterEach(() => folder.remove());

  const search = (...flags: readonly string[]): Promise<number> =>
    folder.run('optimize', '--space', folder.at('space.yaml'), ...flags);
  const runs = (): readonly string[] => (existsSync(folder.at('runs')) ? readdirSync(folder.at('runs')) : []);
  const read = (name: string): string => readFileSync(join(folder.at('runs'), runs()[0] ?? '', name), 'utf8');
  const lines = (name: string): readonly string[] => read(name).trimEnd().split(/\r?\n/);

  test('leaves its trials, the best of them and its report, and says how to take it over', async () => {
    expect(await search()).toBe(0);
    expect(lines('search.jsonl')).toHaveLength(5);
    const [heads, ...rows] = lines('results.csv');
    expect(heads).toContain(`rank,candidate,objective,${STOP},risk.max_positions,trades`);
    expect(rows).toHaveLength(4);
    const best = JSON.parse(read('best.json')) as {
      readonly best: { readonly value: number; readonly parameters: object };
    };
    expect(rows[0]?.split(',')[2]).toBe(String(best.best.value));
    const report = JSON.parse(read('report.json')) as { readonly equity: { readonly net_profit: number } };
    expect(report.equity.net_profit).toBe(best.best.value);
    expect(read('report.html')).toContain('Best of search');
    expect(folder.printed).toMatch(/^best +in .*strategies\/eurusd\/dip\.yaml {2}risk\.sl\.value: (5|20)$/m);
    expect(folder.printed).toMatch(/^ +--set risk\.max_positions=[12]$/m);
    expect(folder.printed).toContain('overfit    the best of 4 trials');
    expect(folder.printed).not.toMatch(/NaN|undefined|\[object/);
    expect(folder.complained).toMatch(/^search +100 %, 4 of 4 {2}best net_profit/m);
  });

  test('the best is a backtest with its values', async () => {
    expect(await search('--json')).toBe(0);
    const { best } = JSON.parse(folder.printed) as {
      readonly best: { readonly value: number; readonly parameters: Record<string, number> };
    };
    expect(folder.complained).toBe('');
    const text = readFileSync(folder.at('strategies/eurusd/dip.yaml'), 'utf8');
    folder.write('strategies/eurusd/dip.yaml', text.replace('value: 20', `value: ${best.parameters[STOP]}`));
    expect(
      await folder.run('backtest', '--json', '--set', `risk.max_positions=${best.parameters['risk.max_positions']}`),
    ).toBe(0);
    expect(JSON.parse(folder.printed)).toMatchObject({ equity: { net_profit: best.value } });
  });

  test('an interrupted search goes on with --resume, also after a torn line, and leaves the same', async () => {
    expect(await search('-q')).toBe(0);
    const whole = read('search.jsonl');
    const [run = ''] = runs();
    const file = join(folder.at('runs'), run, 'search.jsonl');
    writeFileSync(file, whole.split('\n').slice(0, 3).join('\n') + '\n');
    appendFileSync(file, '{"index":3,"candi');
    expect(await search('-q', '--resume', run)).toBe(0);
    expect(runs()).toEqual([run]);
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  test('SIGINT stops it: exit code 130, and how to go on', async () => {
    const running = search('--set', 'feed.days=40');
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.emit('SIGINT', 'SIGINT');
    expect(await running).toBe(130);
    expect(folder.complained).toMatch(/^stopped +\d of 4 trials are in .* --resume .* goes on$/m);
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  test('a search that changed since is not gone on with: exit code 9', async () => {
    expect(await search('-q')).toBe(0);
    const [run = ''] = runs();
    expect(await search('-q', '--resume', run, '--set', 'risk.max_position_size=0.7')).toBe(9);
    expect(folder.complained).toContain('the configuration changed since');
    expect(await search('-q', '--resume', 'nowhere')).toBe(2);
  });

  test('where no trial has the figure: exit code 7, and why', async () => {
    expect(await search('--objective', 'sharpe')).toBe(7);
    expect(folder.printed).toContain('best       none: no trial has sharpe (1 day < 30)');
    expect(JSON.parse(read('best.json'))).toMatchObject({ best: null });
  });

  test('combinations that cannot be run are counted, and do not end it', async () => {
    folder.write('space.yaml', SPACE.replace('[1, 2]', '[1, -2]'));
    expect(await search()).toBe(0);
    expect(folder.printed).toMatch(/^failed +2 of 4 trials could not be run/m);
  });

  test.each([
    [['--objective', 'sharp'], 3, 'did you mean sharpe?'],
    [['--workers', '0'], 2, '--workers needs a whole number from 1 on'],
    [['--in-sample', '3d'], 2, '--in-sample does not go with optimize'],
    [['--method', 'random'], 3, 'trials is missing'],
  ])('%j is refused, and leaves nothing', async (flags, code, message) => {
    expect(await search(...flags)).toBe(code);
    expect(folder.complained).toContain(message);
    expect(runs()).toEqual([]);
  });

  test.each([
    ['parameters: { risk.max_postions: [1] }', 'did you mean risk.max_positions?'],
    ['parameters: { feed.days: [1, 2] }', 'cannot be searched: feed is read once'],
    ['parametrs: { a: [1] }', 'did you mean parameters?'],
  ])('%s: exit code 3', async (text, message) => {
    folder.write('space.yaml', text);
    expect(await search()).toBe(3);
    expect(folder.complained).toContain(message);
    expect(runs()).toEqual([]);
  });

  test('without --space it says what is missing; its flags go with no other verb; --help is its own', async () => {
    expect(await folder.run('optimize')).toBe(2);
    expect(folder.complained).toContain('optimize needs --space FILE');
    expect(await folder.run('backtest', '--space', 'x')).toBe(2);
    expect(folder.complained).toContain('--space does not go with backtest');
    expect(await folder.run('optimize', '--help')).toBe(0);
    expect(folder.printed).toContain('--resume RUN');
    expect(folder.printed.split('\n').length).toBeLessThanOrEqual(24);
  });
});

describe('qbot walkforward', () => {
  let folder: BenchFolder;
  beforeEach(() => {
    folder = new BenchFolder();
    folder.write('space.yaml', SPACE);
    mkdirSync(folder.at('runs'), { recursive: true });
  });
  afterEach(() => folder.remove());

  const walk = (...flags: readonly string[]): Promise<number> =>
    folder.run(
      'walkforward',
      '--space',
      folder.at('space.yaml'),
      '--in-sample',
      '8h',
      '--out-of-sample',
      '4h',
      ...flags,
    );

  test('leaves the windows and the report of what they made one after the other', async () => {
    expect(await walk()).toBe(0);
    const [run = ''] = readdirSync(folder.at('runs'));
    const read = (name: string): string => readFileSync(join(folder.at('runs'), run, name), 'utf8');
    const { windows } = JSON.parse(read('walkforward.json')) as {
      readonly windows: readonly { readonly start_equity: number; readonly end_equity: number }[];
    };
    expect(windows).toHaveLength(4);
    const report = JSON.parse(read('report.json')) as { readonly equity: { readonly final: number } };
    expect(report.equity.final).toBe(windows.at(-1)?.end_equity);
    expect(read('search.jsonl').trimEnd().split('\n')).toHaveLength(1 + 4 * 4);
    expect(folder.printed).toMatch(/^2025-01-06T00:00 +2025-01-06T08:00 +2025-01-06T12:00/m);
    expect(folder.printed).toMatch(/^efficiency /m);
    expect(folder.printed).not.toMatch(/NaN|undefined|\[object/);
  });

  test('--anchored keeps the begin of every search; --json is one object', async () => {
    expect(await walk('--anchored', '--json')).toBe(0);
    const { windows } = JSON.parse(folder.printed) as {
      readonly windows: readonly { readonly in_sample: { readonly from: string } }[];
    };
    expect(new Set(windows.map(({ in_sample: { from } }) => from)).size).toBe(1);
  });

  test('data that hold no window are refused: exit code 3', async () => {
    expect(await walk('--out-of-sample', '3d')).toBe(3);
    expect(folder.complained).toContain('no window of 8h to search and 3d to trade');
  });
});
