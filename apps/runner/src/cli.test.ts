import { existsSync, readFileSync } from 'node:fs';
import { BenchFolder } from './testing/bench-folder.js';

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

/** The same command line over another configuration. */
function withConfig(more: string): BenchFolder {
  folder.remove();
  folder = new BenchFolder(more);
  return folder;
}

const json = (): Record<string, unknown> => JSON.parse(folder.printed) as Record<string, unknown>;
const lines = (path: string): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('run', () => {
  test('shows the plan, runs to the end, and sums up; exit code 0', async () => {
    expect(await folder.run('run')).toBe(0);
    expect(folder.complained).toMatch(/^plan +backtest: EURUSD on timeframes 1, 5/m);
    expect(folder.complained).toContain('synthetic market, seed 7');
    expect(folder.printed).toMatch(/^result +completed/m);
    expect(folder.printed).toMatch(/EURUSD +1 +1,\d{3} in = 1,\d{3} published \+ 0 bad/);
  });

  test('--json prints one document: figures, outcome and where the files lie', async () => {
    expect(await folder.run('run', '--json')).toBe(0);
    const summary = json();
    expect(summary).toMatchObject({
      schema_version: 1,
      outcome: 'completed',
      errors: 0,
      currency: 'USD',
      startBalance: 10_000,
    });
    expect(folder.complained).toBe('');
    const { history, log } = summary['files'] as { history: string; log: string };
    expect(existsSync(history)).toBe(true);
    expect(existsSync(log)).toBe(true);
  });

  test('the history begins with its inputs; its chains lead to their CycleStarted, and stand under the same id in the log', async () => {
    await folder.run('run', '--json');
    const { history, log } = json()['files'] as { history: string; log: string };
    const [inputs, ...events] = lines(history);
    expect(inputs).toMatchObject({ record: 'inputs', mode: 'backtest', seed: 7 });
    const byId = new Map(events.map((event) => [event['id'], event]));
    const opened = events.filter(({ type }) => type === 'PositionOpened');
    expect(opened.length).toBeGreaterThan(20);
    for (const position of opened) {
      const chain: unknown[] = [];
      for (
        let link: Record<string, unknown> | undefined = position;
        link !== undefined;
        link = byId.get(link['causationId'])
      ) {
        chain.push(link['type']);
        expect(link['correlationId']).toBe(position['correlationId']);
      }
      expect(chain).toEqual([
        'PositionOpened',
        'OrderFilled',
        'OrderPlaced',
        'OrderApproved',
        'EntrySignal',
        'IndicatorsCalculated',
        'NewCandle',
        'CycleStarted',
      ]);
    }
    const logged = lines(log);
    const services = logged
      .filter(({ correlation_id: id }) => id === opened[0]?.['correlationId'])
      .map(({ service }) => service);
    expect(services).toEqual(
      expect.arrayContaining([
        'DataFetchingService',
        'StrategyEvaluationService',
        'RiskGate',
        'TradeExecutionService',
        'PositionMonitor',
      ]),
    );
  });

  test('two runs write the same bytes', async () => {
    const bytes: string[] = [];
    for (const name of ['one', 'two']) {
      await folder.run('run', '--json', '--set', `outputs.folder=${folder.at(name)}`, '--set', 'outputs.history=all');
      bytes.push(readFileSync((json()['files'] as { history: string }).history, 'utf8'));
    }
    expect(bytes[0]?.length).toBeGreaterThan(100_000);
    expect(bytes[1]).toBe(bytes[0]);
  });

  test('outputs.history none leaves no history, outputs.folder says where the summary lies', async () => {
    await folder.run(
      'run',
      '--json',
      '--set',
      'outputs.history=none',
      '--set',
      `outputs.folder=${folder.at('elsewhere')}`,
    );
    const summary = json();
    expect(summary['files']).toMatchObject({ history: null });
    expect(existsSync(`${folder.at('elsewhere')}/${String(summary['run_id'])}/summary.json`)).toBe(true);
  });

  test('--max-cycles ends it early, --quiet says nothing but the result', async () => {
    expect(await folder.run('run', '--quiet', '--max-cycles', '10')).toBe(0);
    expect(folder.complained).toBe('');
    expect(folder.printed).toMatch(/^cycles +10$/m);
  });

  test('--data replaces the feed, with and without its symbol', async () => {
    const file = folder.write(
      'candles.csv',
      [
        'time,open,high,low,close',
        ...Array.from(
          { length: 30 },
          (_, index) => `2025-01-06 10:${String(index).padStart(2, '0')}:00,1.1,1.1,1.1,1.1`,
        ),
      ].join('\n'),
    );
    for (const data of [file, `EURUSD=${file}`]) {
      expect(await folder.run('run', '--json', '--data', data)).toBe(0);
      expect(json()['candles']).toEqual([
        { symbol: 'EURUSD', timeframe: '1', in: 30, published: 30, bad: 0 },
        { symbol: 'EURUSD', timeframe: '5', in: 6, published: 6, bad: 0 },
      ]);
    }
  });

  test('feed.from and feed.to cut the data; feed.start, feed.days and seed make the invented one', async () => {
    const file = folder.write(
      'candles.csv',
      [
        'time,open,high,low,close',
        ...Array.from(
          { length: 30 },
          (_, index) => `2025-01-06 10:${String(index).padStart(2, '0')}:00,1.1,1.1,1.1,1.1`,
        ),
      ].join('\n'),
    );
    await folder.run(
      'run',
      '--json',
      '--data',
      file,
      '--set',
      'feed.from=2025-01-06T10:10:00Z',
      '--set',
      'feed.to=2025-01-06T10:15:00Z',
    );
    expect((json()['candles'] as object[])[0]).toMatchObject({ in: 5 });
    const equity = async (...set: readonly string[]): Promise<unknown> => {
      await folder.run('run', '--json', ...set.flatMap((one) => ['--set', one]));
      return [json()['cycles'], json()['equity']];
    };
    const base = await equity();
    expect(await equity()).toEqual(base);
    for (const change of ['seed=8', 'feed.days=2']) expect(await equity(change)).not.toEqual(base);
    await folder.run('run', '--set', 'feed.start=2025-02-03');
    expect(folder.complained).toContain('2025-02-03 to 2025-02-04');
  });

  test.each([
    'broker.spread_pips=5',
    'broker.slippage_pips=5',
    'broker.commission_per_lot=50',
    'broker.per_symbol.EURUSD.spread_pips=5',
  ])('%s costs money', async (set) => {
    const equity = async (...flags: readonly string[]): Promise<number> => {
      await folder.run('run', '--json', ...flags);
      return Number(json()['equity']);
    };
    expect(await equity('--set', set)).toBeLessThan(await equity());
  });

  test('logging: text or JSON, with or without correlation ids, to a file of its own, from a level on, or not at all', async () => {
    const log = async (...set: readonly string[]): Promise<string> => {
      const path = folder.at(`logs/${set.join('+').replace(/[^a-z]/gi, '')}.log`);
      await folder.run(
        'run',
        '--json',
        '--max-cycles',
        '50',
        ...[`logging.log_file=${path}`, ...set].flatMap((one) => ['--set', one]),
      );
      return existsSync(path) ? readFileSync(path, 'utf8') : '';
    };
    expect(await log('logging.format=json')).toMatch(/^\{"timestamp": ?"/);
    const text = await log('logging.format=text');
    expect(text).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] \[[0-9a-f]{8}\] \[\w+\] INFO services\./m);
    expect(await log('logging.format=text', 'logging.correlation_ids=false')).not.toMatch(/\] \[[0-9a-f]{8}\] \[/);
    expect(await log('logging.level=ERROR')).toBe('');
    expect(await log('logging.services.RiskGate=ERROR')).not.toContain('RiskGate"');
    expect(await log('logging.file_output=false')).toBe('');
  });

  test('logging.max_file_size begins new files, logging.max_files keeps so many', async () => {
    const path = folder.at('logs/small.log');
    await folder.run(
      'run',
      '--json',
      '--set',
      `logging.log_file=${path}`,
      '--set',
      'logging.max_file_size=2048',
      '--set',
      'logging.max_files=3',
    );
    expect([existsSync(path), existsSync(`${path}.1`), existsSync(`${path}.2`), existsSync(`${path}.3`)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(readFileSync(`${path}.1`).length).toBeLessThanOrEqual(2_048);
  });

  test('a paper run warms up, polls, and ends after its cycles', async () => {
    withConfig(`mode: paper\nautomation: { file_watcher_enabled: false }`);
    expect(await folder.run('run', '--json', '--max-cycles', '1')).toBe(0);
    expect(Number(json()['cycles'])).toBeGreaterThan(1);
  });
});

describe('refusals', () => {
  test('mode live: exit code 3, with the reason, and nothing is started', async () => {
    expect(await folder.run('run', '--set', 'mode=live')).toBe(3);
    expect(folder.complained).toContain('mode live needs a broker that trades real money, and there is none yet');
    expect(existsSync(folder.at('runs'))).toBe(false);
  });

  test('a service that an enabled one lives on is off: exit code 3 for run, 7 for check, with both ways out', async () => {
    const off = ['--set', 'services.indicator_calculation.enabled=false'];
    expect(await folder.run('run', ...off)).toBe(3);
    expect(folder.complained).toContain('enable indicator_calculation, or disable strategy_evaluation too');
    expect(await folder.run('check', ...off)).toBe(7);
    expect(folder.printed).toContain('failed');
  });

  test('a data file that is missing, or is none: exit code 4', async () => {
    expect(await folder.run('run', '--data', folder.at('nowhere.csv'))).toBe(4);
    expect(folder.complained).toContain('nowhere.csv');
    expect(await folder.run('run', '--data', folder.write('prose.csv', 'dear diary\n'))).toBe(4);
    expect(await folder.run('run', '--data', folder.write('empty.csv', ''))).toBe(4);
  });

  test.each([
    [['rnu'], 'did you mean "run"?'],
    [['config', 'shwo'], 'did you mean "config show"?'],
    [['run', '--confg', 'x'], 'did you mean --config?'],
    [['run', '--max-cycles', 'many'], '--max-cycles needs a whole number'],
    [['run', '--set', 'novalue'], '--set needs KEY=VALUE'],
    [[], 'a verb is missing'],
    [['run', '--config'], 'config'],
    [['run', '-x'], "'-x'"],
  ])('%j is a usage error: exit code 2', async (argv, message) => {
    expect(await folder.qbot(...argv)).toBe(2);
    expect(folder.complained).toContain(message);
  });

  test('several symbols need --data with the symbol', async () => {
    expect(await folder.run('run', '--set', 'trading.symbols=EURUSD,GBPUSD', '--data', 'x.csv')).toBe(2);
    expect(folder.complained).toContain('--data needs SYMBOL=FILE');
  });

  test('a configuration with a mistake: exit code 3, line, path and suggestion', async () => {
    withConfig('risk: { max_postions: 3 }\n');
    expect(await folder.run('run')).toBe(3);
    expect(folder.complained).toContain('services.yaml:5');
    expect(folder.complained).toContain('max_positions');
    expect(existsSync(folder.at('runs'))).toBe(false);
  });

  test('a configuration that is not there: exit code 3', async () => {
    expect(await folder.qbot('run', '--config', folder.at('nothing.yaml'))).toBe(3);
  });

  test('a strategy that needs what is not there: exit code 3, with its file', async () => {
    folder.write(
      'strategies/eurusd/bad.yaml',
      "name: bad\ntimeframes: ['1']\nentry: { long: { conditions: [{ signal: rsii, operator: '>', value: 1, timeframe: '1' }] } }\nrisk: { position_sizing: { type: fixed, value: 1 } }\n",
    );
    expect(await folder.run('check')).toBe(3);
    expect(folder.complained).toContain('bad.yaml:3');
  });
});

describe('check', () => {
  test('prints what would run and starts nothing', async () => {
    expect(await folder.run('check')).toBe(0);
    expect(folder.printed).toMatch(/^strategies +dip \(EURUSD\)/m);
    expect(folder.printed).toMatch(/^ok/m);
    expect(existsSync(folder.at('runs'))).toBe(false);
  });

  test('--json says the same to programs', async () => {
    expect(await folder.run('check', '--json')).toBe(0);
    expect(json()).toMatchObject({
      schema_version: 1,
      ok: true,
      problems: [],
      strategies: [{ symbol: 'EURUSD', name: 'dip', enabled: true, has_stop_loss: true }],
    });
  });

  test('a strategy without a stop, and a system without any strategy, are pointed out', async () => {
    folder.write(
      'strategies/eurusd/dip.yaml',
      "name: bare\ntimeframes: ['1']\nentry: { long: { conditions: [{ signal: close, operator: '>', value: 1, timeframe: '1' }] } }\nrisk: { position_sizing: { type: fixed, value: 1 } }\n",
    );
    expect(await folder.run('check')).toBe(0);
    expect(folder.printed).toContain('strategy bare (EURUSD) has no stop loss');
    expect(await folder.run('check', '--set', 'strategies.folder=none')).toBe(0);
    expect(folder.printed).toContain('there is no strategy');
  });

  test('indicators.folder is where indicators come from', async () => {
    folder.write('mine/eurusd/eurusd_1.yaml', 'sma: { period: 20 }\n');
    await folder.run('check', '--json', '--set', 'indicators.folder=mine');
    expect(json()['indicators']).toEqual([{ symbol: 'EURUSD', timeframe: '1', instances: ['sma'] }]);
  });
});

describe('config show', () => {
  test('prints every value; --origin where it comes from', async () => {
    withConfig('risk: { max_positions: 3 }\n');
    expect(await folder.run('config show', '--origin', '--set', 'seed=9')).toBe(0);
    expect(folder.printed).toMatch(/^seed = 9 +.*--set seed/m);
    expect(folder.printed).toMatch(/^risk\.max_positions = 3 +.*services\.yaml:5/m);
    expect(folder.printed).toMatch(/^account\.balance = 10000 +default/m);
    expect(await folder.run('config show')).toBe(0);
    expect(folder.printed).toMatch(/^risk\.max_positions = 3$/m);
  });

  test('--json', async () => {
    expect(await folder.run('config show', '--json', '--origin')).toBe(0);
    const { values } = json() as { values: { path: string; origin: { kind: string } }[] };
    expect(values.find(({ path }) => path === 'seed')?.origin.kind).toBe('default');
  });
});

test('--version and --help', async () => {
  expect(await folder.qbot('--version')).toBe(0);
  expect(folder.printed).toBe('9.9.9');
  expect(await folder.qbot('--help')).toBe(0);
  expect(folder.printed).toContain('usage: qbot');
  expect(await folder.qbot('run', '-h')).toBe(0);
});
