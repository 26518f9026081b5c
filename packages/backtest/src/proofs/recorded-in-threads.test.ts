import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeterminismVerdict } from './check-determinism.js';
import { CONFIG, CROSS, walk } from './testing/proof-bench.js';

/** The worker is a file of its own, so this runs on the built package. */
const DIST = pathToFileURL(`${join(__dirname, '../../dist/esm')}/`).href;
const folder = mkdtempSync(join(tmpdir(), 'q-recorded-in-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Enters every seventh minute and leaves two minutes later. @param planted what it does besides, at every close */
function moduleOf(planted: string): string {
  const file = join(folder, 'strategies.mjs');
  const text = `import { isMainThread, threadId } from 'node:worker_threads';
    const evaluate = (view) => {
      let minute = view.row('1').closeTime / 60_000;
      ${planted}
      if (minute % 7 === 0) return [{ kind: 'entry', direction: 'long' }];
      return minute % 7 === 2 ? [{ kind: 'exit', direction: 'long' }] : [];
    };
    const risk = { position_sizing: { type: 'fixed', value: 1 } };
    export default () => ({ BTCUSD: [{ name: 'coded', timeframes: ['1'], warmUp: 1, risk, evaluate }] });`;
  writeFileSync(file, text);
  return `strategiesModule: new URL('${pathToFileURL(file).href}')`;
}

const rows = walk(200);
const quoted = rows.map((row) => {
  const sideOf = (distance: number) => ({
    open: row.open + distance,
    high: row.high + distance,
    low: row.low + distance,
    close: row.close + distance,
  });
  return { ...row, quotes: { bid: sideOf(-0.01), ask: sideOf(0.01) } };
});

interface Checked extends DeterminismVerdict {
  readonly progress: readonly (readonly [number, number])[];
}

/** A check in a process of its own. @param more text of the request; it wins */
function check(more: string, request: object = { config: CONFIG, candles: { BTCUSD: rows } }, count = 2): Checked {
  const script = `
    import { checkDeterminism } from '${DIST}index.js';
    const url = new URL('${DIST}search/search-worker.js');
    const progress = [];
    const verdict = await checkDeterminism(
      { ...${JSON.stringify(request)}, workers: { url, count: ${count} }, ${more} },
      { onProgress: (...now) => void progress.push(now) },
    );
    process.stdout.write(JSON.stringify({ ...verdict, progress }));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: __dirname,
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Checked;
}

const clean = { ok: true, violations: [] };

test('code that is made by a module leaves the same bytes in a thread, and in two at the same time', () => {
  const { progress, records, ...verdict } = check(moduleOf(''));
  expect(verdict).toEqual({ ...clean, workers: 2 });
  expect(records).toBeGreaterThan(800);
  expect(progress).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
});

test('so do definitions over quotes, around news, in a part of the data with its duplicates', () => {
  const news = 'Description,Instrument,Dates,Forecast,Previous,Restrictions\nCPI,USD,2025-01-06T01:00,,,1\n';
  writeFileSync(join(folder, 'news.csv'), news);
  const restrictions = { news: { enabled: true, file: 'news.csv', minutes_before: 40 } };
  const candles = { BTCUSD: [...quoted.slice(0, 100), ...quoted.slice(99)] };
  const strategies = { BTCUSD: [CROSS] };
  const request = { config: { ...CONFIG, restrictions }, candles, strategies, from: rows[20]?.openTime };
  const restricted = check(`duplicates: 'keep', calendarsFolder: ${JSON.stringify(folder)}`, request);
  expect(restricted).toMatchObject({ ...clean, workers: 2 });
  expect(check(`duplicates: 'keep'`, request).records).not.toBe(restricted.records);
});

test('code that looks whether it is in a worker thread is caught, with the first record that differs', () => {
  const { ok, violations } = check(moduleOf('if (!isMainThread) minute += 1;'));
  expect(ok).toBe(false);
  const place: unknown = expect.stringMatching(/^record \d+$/);
  expect(violations).toMatchObject([
    { comparison: 'worker', place },
    { comparison: 'workers', place },
  ]);
  expect(violations[0]?.second).not.toBe(violations[0]?.first);
});

test('code that is the same in every thread but the third is caught by those that run at the same time', () => {
  const { violations } = check(moduleOf('if (threadId === 3 && minute % 100 === 0) minute = 7;'));
  expect(violations.map(({ comparison }) => comparison)).toEqual(['workers']);
});

test('one worker makes the run once; code that ends the thread that it is in is caught', () => {
  const { workers, progress, violations } = check(moduleOf('if (!isMainThread) process.exit(5);'), undefined, 1);
  expect([workers, progress.at(-1)]).toEqual([1, [4, 4]]);
  const second = 'its thread ended with code 5';
  expect(violations).toEqual([{ comparison: 'worker', place: 'the end', first: 'it came', second }]);
});
