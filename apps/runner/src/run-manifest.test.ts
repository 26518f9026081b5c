import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CandleRow } from '@q/brokers';
import { CandleColumns, tickCandles } from '@q/brokers';
import { defineConfig } from '@q/config';
import { candlesHash, runManifest } from './run-manifest.js';
import { BenchFolder } from './testing/bench-folder.js';

const row = { openTime: 1_736_121_600_000, open: 1, high: 2, low: 0.5, close: 1.5, volume: 3 };
const columnsOf = (...rows: readonly CandleRow[]) => CandleColumns.of(rows);
const trading = { symbols: ['EURUSD'], timeframes: ['1' as const] };
const made = (config: Parameters<typeof defineConfig>[0], ...rows: readonly (typeof row)[]) =>
  runManifest({
    config: defineConfig(config),
    market: { EURUSD: { timeframe: '1', candles: columnsOf(...rows) } },
    feed: { identity: { EURUSD: 'sha256:ab' }, from: row.openTime, to: row.openTime + 60_000 },
    allowGaps: false,
    packages: { '@q/events': '1.2.3' },
    modules: { 'strategies/own.ts': 'sha256:cd' },
  });

test('says what went in', () => {
  expect(made({ trading }, row)).toEqual({
    schema_version: 1,
    mode: 'backtest',
    seed: 7,
    config: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    strategies: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    from: '2025-01-06T00:00:00.000Z',
    to: '2025-01-06T00:01:00.000Z',
    allow_gaps: false,
    data: { EURUSD: { source: 'sha256:ab', timeframe: '1', rows: 1, candles: candlesHash(columnsOf(row)) } },
    code: {
      node: process.version,
      packages: { '@q/events': '1.2.3' },
      modules: { 'strategies/own.ts': 'sha256:cd' },
    },
  });
});

test('every value of a candle is in the hash of the candles, and room behind them is not', () => {
  const hash = candlesHash(columnsOf(row));
  for (const key of Object.keys(row))
    expect(candlesHash(columnsOf({ ...row, [key]: row[key as keyof typeof row] + 1 }))).not.toBe(hash);
  const roomy = new CandleColumns(5_000);
  roomy.push(row);
  expect(candlesHash(roomy)).toBe(hash);
  expect(candlesHash(columnsOf(row, row))).not.toBe(hash);
});

test('both sides of the market and the ticks are in the hash of the candles', () => {
  const bar = { open: 1, high: 2, low: 1, close: 2 };
  const quoted = (bid: typeof bar, ask: typeof bar) => candlesHash(columnsOf({ ...row, quotes: { bid, ask } }));
  const hash = quoted(bar, bar);
  for (const key of ['open', 'high', 'low', 'close'] as const) {
    const other = { ...bar, [key]: 1.5 };
    expect(new Set([hash, quoted(other, bar), quoted(bar, other)]).size).toBe(3);
  }
  const tick = { time: 60_000, bid: 1, ask: 2 };
  const ticked = (...ticks: readonly (typeof tick)[]) => candlesHash(tickCandles(ticks));
  // The same candle each time.
  const [one, later, more] = [ticked(tick), ticked({ ...tick, time: 60_001 }), ticked(tick, tick)];
  expect(new Set([one, later, more]).size).toBe(3);
});

test('what decides changes the hash of the configuration, the limit of coverage does not', () => {
  const { config } = made({ trading }, row);
  expect(made({ trading, risk: { max_positions: 3 } }, row).config).not.toBe(config);
  expect(made({ trading, backtest: { min_coverage_percent: 10 } }, row).config).toBe(config);
});

test('two runs of one configuration leave the same manifest, byte for byte', async () => {
  const folder = new BenchFolder();
  try {
    expect(await folder.run('backtest', '-q', '--set', 'outputs.history=none')).toBe(0);
    expect(
      await folder.run(
        'backtest',
        '-q',
        '--set',
        'outputs.history=none',
        '--set',
        `outputs.folder=${folder.at('again')}`,
      ),
    ).toBe(0);
    const [first, second] = ['runs', 'again'].map((runs) => {
      const [id = ''] = readdirSync(folder.at(runs));
      return readFileSync(join(folder.at(runs), id, 'manifest.json'), 'utf8');
    });
    expect(second).toBe(first);
    expect(JSON.parse(first ?? '')).toMatchObject({
      data: { EURUSD: { source: expect.stringContaining('synthetic') } },
    });
  } finally {
    folder.remove();
  }
});
