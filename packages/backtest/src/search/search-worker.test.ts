import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The worker is a file of its own, so this runs on the built package. */
const DIST = pathToFileURL(`${join(__dirname, '../../dist/esm')}/`).href;
const folder = mkdtempSync(join(tmpdir(), 'q-search-worker-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Enters every `every` minutes and leaves in the next; some values of it are planted faults. */
const STRATEGIES = `export default ({ every }) => {
  if (every === 3) process.exit(7);
  if (every === 4) throw new Error('planted');
  if (every === 5) for (const hog = []; ; ) hog.push(new Array(1_000_000).fill(0.5));
  const evaluate = (view) => {
    const minute = view.row('1').closeTime / 60_000;
    if (every === 6 && minute > 100) throw new Error('broken');
    if (every === 8 && minute === 100) throw new Error('once');
    if (minute % every === 0) return [{ kind: 'entry', direction: 'long' }];
    return minute % every === 1 ? [{ kind: 'exit', direction: 'long' }] : [];
  };
  const risk = { position_sizing: { type: 'fixed', value: 1 } };
  return { BTCUSD: [{ name: 'coded', timeframes: ['1'], warmUp: 1, risk, evaluate }] };
};`;

interface Ended {
  readonly lines: readonly string[];
  readonly isComplete: boolean;
  readonly errors: readonly (string | null)[];
  readonly best: unknown;
  readonly failed: string;
}

/** A search in a process of its own. @param workers text of the option, `undefined` for none */
function search(values: readonly number[], workers: string, more = '', space = ''): Partial<Ended> {
  const module = join(folder, 'strategies.mjs');
  writeFileSync(module, STRATEGIES);
  const script = `
    import { optimize } from '${DIST}index.js';
    const candles = Array.from({ length: 600 }, (_, index) => {
      const [open, close] = [100 + 5 * Math.sin(index / 20), 100 + 5 * Math.sin((index + 1) / 20)];
      return { openTime: index * 60_000, open, high: Math.max(open, close), low: Math.min(open, close), close, volume: 1 };
    });
    const url = new URL('${DIST}search/search-worker.js');
    const lines = [];
    let finished = [];
    const stop = new AbortController();
    const outcome = await optimize({
      config: { trading: { symbols: ['BTCUSD'], timeframes: ['1'] } },
      candles: { BTCUSD: candles },
      strategiesModule: new URL('${pathToFileURL(module).href}'),
      search: { objective: 'net_profit', min_trades: 0, parameters: { 'code.every': ${JSON.stringify(values)}${space} } },
      log: { kept: [], add: (line) => void lines.push(line), finish: (all) => (finished = all) },
      signal: stop.signal,
      workers: ${workers},
      ${more}
    }).catch((error) => ({ failed: error.message, trials: [] }));
    process.stdout.write(JSON.stringify({
      lines: finished,
      added: lines.length,
      isComplete: outcome.isComplete,
      errors: outcome.trials.map(({ error }) => error ?? null),
      best: outcome.best?.record.parameters,
      failed: outcome.failed,
    }));`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=96', '--input-type=module', '-e', script],
    { cwd: __dirname, encoding: 'utf8', timeout: 50_000 },
  );
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Partial<Ended>;
}

test('one thread, two threads and none write the same lines', () => {
  const values = [7, 11, 13, 17, 19];
  const none = search(values, 'undefined');
  expect(none).toMatchObject({ isComplete: true, added: 6, errors: [null, null, null, null, null] });
  expect(none.lines).toHaveLength(6);
  for (const count of [1, 2]) expect(search(values, `{ url, count: ${count} }`)).toEqual(none);
});

test('a trial of which its thread dies is an error, once, and the others are run', () => {
  const { errors, lines, best } = search([7, 3, 4, 5, 11], '{ url, count: 2 }');
  expect(errors).toEqual([null, 'its thread ended with code 7', 'planted', expect.stringContaining('memory'), null]);
  expect(lines).toHaveLength(6);
  expect(best).toBeDefined();
});

test('a trial whose strategy was given up is an error, not ranked by what it traded until then', () => {
  const { errors } = search([6, 7], 'undefined');
  expect(errors).toEqual([expect.stringMatching(/StrategyEvaluationService on BTCUSD used up .*broken/), null]);
});

test('a trial whose strategy threw once is an error: its figures are those of another strategy', () => {
  const { errors } = search([8, 7], 'undefined');
  expect(errors).toEqual([expect.stringMatching(/strategy coded of BTCUSD threw once .*: once$/), null]);
});

test.each(['undefined', '{ url, count: 2 }'])(
  'a parameter that no strategy reads is refused by name (%s)',
  (workers) => {
    const { failed, lines } = search([7, 11], workers, '', ", 'code.evry': [1, 2]");
    expect(failed).toBe(
      'no strategy in code reads code.evry (they read code.every): did you mean code.every? Remove it, or read it where strategies are made',
    );
    expect(lines).toEqual([]);
  },
);

test('a thread that cannot run trials at all ends the search', () => {
  const elsewhere = `{ url: new URL('nowhere.js', url), count: 1 }`;
  expect(search([7], elsewhere).failed).toMatch(/nowhere\.js cannot be used: .*Cannot find/);
});

test('the signal ends threads at once, and what had ended is written', () => {
  const { isComplete, errors, lines } = search(
    Array.from({ length: 50 }, (_, index) => 7 + index),
    '{ url, count: 2 }',
    'onProgress: ({ done }) => void (done === 4 && stop.abort()),',
  );
  expect(isComplete).toBe(false);
  expect(errors).toHaveLength(4);
  expect(lines).toEqual([]);
});
