import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigLoader, loadSearch, OBJECTIVES } from '@q/config';
import { optimize } from '../index.js';
import { CONFIG, CROSS, walk } from '../proofs/testing/proof-bench.js';
import { checkSpace } from './check-space.js';

const root = join(__dirname, '../../../..');
const page = readFileSync(join(root, 'docs/search.md'), 'utf8');

test('the example in code runs, and is the one of the page', async () => {
  const [config, candles] = [CONFIG, walk(500)];
  const definition = { ...CROSS, risk: { ...CROSS.risk, sl: { type: 'fixed', value: 2, unit: 'percent' } } } as const;

  const { best, ranking } = await optimize({
    config,
    candles: { BTCUSD: candles },
    strategies: { BTCUSD: [definition] },
    search: {
      objective: 'net_profit',
      min_trades: 5,
      parameters: { 'strategies.BTCUSD.cross.risk.sl.value': [1, 2, 4] },
    },
  });

  expect([best?.record, ranking.length]).toEqual([ranking[0], 3]);
  const [, example = ''] = /```ts\nimport .*?\n(.*?)```/s.exec(page) ?? [];
  const bare = (text: string): string => text.replaceAll(/[\s,]/g, '');
  expect(example.length).toBeGreaterThan(200);
  expect(bare(readFileSync(__filename, 'utf8'))).toContain(bare(example));
});

test('the file that the page shows can be read, and each of its paths is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'q-search-'));
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  writeFileSync(join(folder, 'space.yaml'), yaml);
  const settings = loadSearch('space.yaml', { cwd: folder });
  rmSync(folder, { recursive: true });
  const { config } = ConfigLoader.load('config/services.yaml', { cwd: root, env: {} });
  expect(() => checkSpace(config, settings, { hasCode: false })).not.toThrow();
  const shipped = loadSearch('config/examples/search/ema-pullback.yaml', { cwd: root });
  expect(() => checkSpace(config, shipped, { hasCode: false })).not.toThrow();
});

test('the page names every objective', () => {
  for (const name of OBJECTIVES) expect(page).toContain(`\`${name}\``);
});
