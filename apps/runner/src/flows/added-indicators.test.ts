import { readFileSync } from 'node:fs';
import { createIndicator } from '@q/indicators';
import type { Candle } from '@q/events';
import { defineStrategy } from '@q/trading';
import { BenchFolder } from '../testing/bench-folder.js';
import { candlesFrom, Flow } from './testing/flow.js';

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

const STRATEGY = `name: strong
timeframes: ['1', '5']
entry:
  long: { conditions: [{ signal: rsi, operator: '>', value: 60, timeframe: '5' }] }
exit:
  long: { conditions: [{ signal: close, operator: crosses_below, value: bb_middle, timeframe: '1' }] }
risk:
  position_sizing: { type: volatility, value: 0.1, timeframe: '5' }
  sl: { type: fixed, value: 50 }
`;

type Line = Readonly<Record<string, unknown>> & { readonly event?: Readonly<Record<string, unknown>> };

/** Every event of a run with the whole history. */
async function history(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  expect(await folder.run('run', '--json', '--set', 'outputs.history=all')).toBe(0);
  const summary = JSON.parse(folder.printed) as { files: { history: string } };
  const lines = readFileSync(summary.files.history, 'utf8').trim().split('\n');
  return lines.map((text) => JSON.parse(text) as Line).map((line) => ({ ...line, ...line.event }));
}

test('an indicator that a strategy needs is calculated: its columns hold what it gives, and entries follow them', async () => {
  folder.write('strategies/eurusd/dip.yaml', STRATEGY);
  const events = await history();
  const rows = events.filter(({ type, timeframe }) => type === 'IndicatorsCalculated' && timeframe === '5');
  expect(rows.length).toBeGreaterThan(200);
  const [rsi, atr] = [createIndicator('rsi'), createIndicator('atr')];
  for (const { row } of rows) {
    const cells = row as Readonly<Record<string, number | null>>;
    const candle = { ...cells, openTime: 0, closeTime: 1, bars: 1 } as unknown as Candle;
    rsi.update(candle);
    atr.update(candle);
    expect([cells['rsi'], cells['atr']]).toEqual([rsi.value() ?? null, atr.value() ?? null]);
  }
  expect(rows.filter(({ row }) => typeof (row as { rsi: unknown }).rsi === 'number').length).toBeGreaterThan(200);
  const entries = events.filter(({ type }) => type === 'EntrySignal');
  expect(entries.length).toBeGreaterThan(0);
  expect(events.filter(({ type }) => type === 'PositionOpened').length).toBeGreaterThan(0);
});

test('what was added is part of what a run is known by', async () => {
  const identity = async (strategy: string): Promise<unknown> => {
    folder.write('strategies/eurusd/dip.yaml', strategy);
    return (await history()).find(({ record }) => record === 'inputs')?.['config'];
  };
  const added = await identity(STRATEGY);
  expect(await identity(STRATEGY)).toBe(added);
  folder.write('indicators/eurusd/eurusd_5.yaml', 'rsi: { period: 15 }\n');
  expect(await identity(STRATEGY)).not.toBe(added);
});

test('what a strategy in code declares is calculated for it', async () => {
  const seen: unknown[] = [];
  const strategy = defineStrategy({
    name: 'coded',
    timeframes: ['1'],
    warmUp: 1,
    indicators: { '1': { ema_quick: { period: 2 } } },
    evaluate: (view) => {
      seen.push(view.value('1', 'ema_quick'));
      return [];
    },
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  });
  const closes = [1, 2, 3, 4, 5, 6];
  await new Flow({
    candles: { EURUSD: candlesFrom(closes) },
    config: { services: { strategy_evaluation: { min_rows_required: 1 } } },
    sockets: { strategies: [{ symbol: 'EURUSD', strategy }] },
  }).run();
  const ema = createIndicator('ema', { period: 2 });
  const expected = candlesFrom(closes).map((candle) => {
    ema.update(candle);
    return ema.value();
  });
  expect(seen).toEqual(expected);
});
