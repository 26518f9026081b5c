import { pathToFileURL } from 'node:url';
import { runCli } from './cli.js';
import { BenchFolder } from './testing/bench-folder.js';
import { wavesCsv } from './testing/waves.js';

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

const json = (): Record<string, unknown> => JSON.parse(folder.printed) as Record<string, unknown>;
/** Three hours instead of a day. */
const short = (): readonly string[] => ['--data', folder.write('waves.csv', wavesCsv())];

/** A strategy of averages that never forget in the place of the folder's own. */
function slowAverages(): void {
  folder.remove();
  folder = new BenchFolder(
    "indicators: { inline: { EURUSD: { '1': { ema_fast: { period: 5 }, ema_slow: { period: 60 } } } } }",
  );
  const rule = (operator: string): string =>
    `{ conditions: [{ signal: ema_fast, operator: '${operator}', value: ema_slow, timeframe: '1' }] }`;
  folder.write(
    'strategies/eurusd/dip.yaml',
    `name: averages
timeframes: ['1']
entry: { long: ${rule('>')} }
exit: { long: ${rule('<')} }
risk: { position_sizing: { type: fixed, value: 0.01 }, sl: { type: fixed, value: 20 } }
`,
  );
}

describe('check determinism', () => {
  test('the same run twice leaves the same bytes: one line, exit code 0', async () => {
    expect(await folder.run('check determinism', ...short())).toBe(0);
    expect(folder.printed).toMatch(/^ok {9}determinism {2}2 runs, reordered: [\d,]+ records each$/m);
    expect(folder.printed).toMatch(/^left out {3}worker threads: no worker is given/);
  });

  test('as JSON', async () => {
    expect(await folder.run('check determinism', '--json', ...short())).toBe(0);
    expect(json()).toMatchObject({ schema_version: 1, check: 'determinism', ok: true, violations: [] });
    expect(json()).toMatchObject({ compared: ['2 runs', 'reordered'], left_out: expect.stringMatching(/^no worker/) });
    expect(json()['records']).toBeGreaterThan(700);
  });
});

describe('check determinism in worker threads', () => {
  /** A worker that can begin, and then fails. */
  const FAILS = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => parentPort.postMessage({ kind: 'failed', why: 'planted' }));
    parentPort.postMessage({ kind: 'ready' });`;
  const said: string[] = [];
  const say = (line: string): void => void (line.startsWith('warning') || said.push(line));
  const inThreads = (worker: string, ...flags: readonly string[]): Promise<number> => {
    said.length = 0;
    const line = ['check', 'determinism', '--config', folder.at('services.yaml'), ...short(), ...flags];
    const output = { out: say, err: say, isTerminal: false, paint: () => undefined };
    return runCli(line, output, { version: '9.9.9', watchdogWorker: undefined, searchWorker: pathToFileURL(worker) });
  };

  test('a run that is another one there: where, what to do, and exit code 7', async () => {
    const worker = folder.write('fails.mjs', FAILS);
    expect(await inThreads(worker)).toBe(7);
    expect(said.slice(0, 4)).toEqual([
      'violation  in a worker thread: the end differs',
      '  first    it came',
      '  second   planted',
      expect.stringMatching(/^ {2}remedy {3}something knows its thread/),
    ]);
    expect(said[4]).toBe('violation  in one of 2 worker threads: the end differs');
    expect(said.at(-1)).toMatch(
      /^failed {5}determinism {2}2 runs, reordered, 1 worker, 2 workers: [\d,]+ records each$/,
    );
    expect(await inThreads(worker, '--workers', '1')).toBe(7);
    expect(said.at(-1)).toContain('determinism  2 runs, reordered, 1 worker: ');
  });

  test('asks the worker that it is given: one that is not there is an error', async () => {
    expect(await inThreads(folder.at('nowhere.js'))).toBe(1);
    expect(said.join('\n')).toMatch(/nowhere\.js cannot be used: .*Cannot find/);
  });

  test.each([
    [['--workers', '0'], '--workers needs a whole number from 1 on, got "0"'],
    [['--seed', '3'], '--seed does not go with check determinism: it is a flag of optimize and walkforward'],
  ])('%j is a mistake of usage', async (flags, message) => {
    expect(await inThreads(folder.at('nowhere.js'), ...flags)).toBe(2);
    expect(said.join('\n')).toContain(message);
  });
});

describe('check lookahead', () => {
  test('tells how many cuts were made and how many decisions compared', async () => {
    expect(await folder.run('check lookahead', '--cuts', '5', ...short())).toBe(0);
    expect(folder.printed).toMatch(/^ok {9}lookahead {4}5 cuts, \d+ decisions compared$/);
  });

  test('as JSON', async () => {
    expect(await folder.run('check lookahead', '--cuts', '3', '--json', ...short())).toBe(0);
    expect(json()).toMatchObject({ check: 'lookahead', ok: true, checked_cuts: 3, violations: [] });
    expect(json()['decisions']).toBeGreaterThan(20);
  });

  test('shows how far it is on a terminal, and not where only the result is wanted', async () => {
    const painted: string[] = [];
    const output = {
      out: () => undefined,
      err: () => undefined,
      isTerminal: true,
      paint: (text: string) => void painted.push(text),
    };
    const line = ['check', 'lookahead', '--config', folder.at('services.yaml'), '--cuts', '2', ...short()];
    const context = { version: '9.9.9', watchdogWorker: undefined, chartLibrary: undefined };
    expect(await runCli(line, output, context)).toBe(0);
    expect(painted).toContain('\r\u001b[Klookahead   8 of 8');
    expect(painted.at(-1)).toBe('\r\u001b[K');
    painted.length = 0;
    expect(await runCli([...line, '--quiet'], output, context)).toBe(0);
    expect(painted).toEqual([]);
  });
});

describe('check warmup', () => {
  test('tells for each strategy from how much history on its decisions stay the same', async () => {
    expect(await folder.run('check warmup', ...short())).toBe(0);
    expect(folder.printed).toContain('window     2025-01-06T09:30:00.000Z to 2025-01-06T11:00:00.000Z');
    expect(folder.printed).toMatch(/^strategy {3}EURUSD dip declares 3 of 1; the same decisions from .* on$/m);
    expect(folder.printed).toMatch(/^ {2}what it declares +3 candles +\d+ decisions, the same$/m);
    expect(folder.printed).toMatch(/^ok {9}warmup {7}1 strategies$/m);
  });

  test('of the configured feed: the second half of its data', async () => {
    expect(await folder.run('check warmup', '--json')).toBe(0);
    expect(json()).toMatchObject({ check: 'warmup', from: '2025-01-06T12:00:00.000Z', to: '2025-01-07T00:00:00.000Z' });
  });

  test('averages that never forget need more than they declare: the decision, what to do, and exit code 7', async () => {
    slowAverages();
    const at = ['--at', '2025-01-06T10:10'];
    expect(await folder.run('check warmup', ...at, ...short())).toBe(7);
    expect(folder.printed).toMatch(/^violation {2}EURUSD averages decides otherwise with/m);
    expect(folder.printed).toMatch(/^ {2}(less|all) +entry signal long, at 1\.\d+, decided 2025-01-06T1/m);
    expect(folder.printed).toMatch(/^ {2}remedy {3}an average such as ema never forgets/m);
    expect(folder.printed).toMatch(/^failed {5}warmup {7}1 of 1 strategies$/m);
    expect(await folder.run('check warmup', '--json', ...at, ...short())).toBe(7);
    expect(json()).toMatchObject({
      ok: false,
      from: '2025-01-06T10:10:00.000Z',
      strategies: [{ strategy: 'averages', declared: [{ timeframe: '1', candles: 2 }], shown: true }],
      violations: [{ symbol: 'EURUSD', strategy: 'averages' }],
    });
  });
});

describe('what cannot be run', () => {
  test.each(['determinism', 'lookahead', 'warmup'])('check %s: configuration 3, data 4', async (proof) => {
    expect(await folder.run(`check ${proof}`, '--set', 'risk.max_position=1')).toBe(3);
    expect(await folder.run(`check ${proof}`, '--data', folder.at('none.csv'))).toBe(4);
    expect(await folder.run(`check ${proof}`, '--set', 'services.risk_gate.enabled=false')).toBe(3);
  });

  test.each([
    ['check determinsm', [], 'did you mean "check determinism"?'],
    ['check lookahead', ['--cuts', 'many'], '--cuts needs a whole number, got "many"'],
    ['check lookahead', ['--workers', '2'], '--workers does not go with check lookahead'],
    ['check lookahead', ['--at', '2025-01-06'], '--at does not go with check lookahead'],
    ['check warmup', ['--cuts', '5'], '--cuts does not go with check warmup'],
    ['check warmup', ['--at', '2026-01-06'], 'from 2025-01-06T00:00:00.000Z to before 2025-01-07T00:00:00.000Z'],
    ['check warmup', ['--at', 'noon'], '--at needs the begin of the window in UTC'],
  ])('%s %j is a mistake of usage', async (verb, flags, message) => {
    expect(await folder.run(verb, ...flags)).toBe(2);
    expect(folder.complained).toContain(message);
  });

  test('without a strategy there is nothing to compare, and that is said', async () => {
    const none = ['--set', `strategies.folder=${folder.at('none')}`];
    expect(await folder.run('check lookahead', '--cuts', '2', ...none, ...short())).toBe(0);
    expect(folder.printed).toContain('0 decisions compared');
    expect(folder.complained).toContain('there is no strategy: there are no decisions to compare');
  });
});
