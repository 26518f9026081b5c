import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@q/config';
import { configHash, nameRunFiles, openHistory, writeRunConfig } from './run-files.js';
import { BenchFolder } from './testing/bench-folder.js';

const bench = new BenchFolder();
afterAll(() => bench.remove());

const config = defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] } });
const input = { identity: { EURUSD: 'some candles' }, from: 1_736_121_600_000 };

test('the first record says what went in, and from when', () => {
  const file = bench.at('inputs.jsonl');
  openHistory(file, config, input).close();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    record: 'inputs',
    schema: 1,
    mode: 'backtest',
    seed: 7,
    config: `sha256:${configHash(config)}`,
    data: input.identity,
    from: input.from,
  });
});

test('a run in real time can be read while it goes on, a backtest is written in pieces', () => {
  const files = (['paper', 'backtest'] as const).map((mode) => {
    const file = bench.at(`${mode}.jsonl`);
    const history = openHistory(file, { ...config, mode }, input);
    history.append([{ id: 1 }]);
    const written = readFileSync(file, 'utf8').split('\n').length - 1;
    history.close();
    return written;
  });
  expect(files).toEqual([2, 0]);
});

test('a configuration that is written and read again has the same hash', () => {
  const files = { ...nameRunFiles(config, 0), config: join(bench.path, 'config.json') };
  writeRunConfig(files, config, '.');
  const kept = JSON.parse(readFileSync(files.config, 'utf8')) as { config: typeof config; folder: string };
  expect(kept.folder).toBe(process.cwd());
  expect(configHash(kept.config)).toBe(configHash(config));
  rmSync(files.config);
});
