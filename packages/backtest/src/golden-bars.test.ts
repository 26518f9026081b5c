import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CandleRow } from '@q/brokers';
import { createIndicator } from '@q/indicators';
import { defineStrategy } from '@q/trading';
import { runBacktest } from './run-backtest.js';

const FILE = join(__dirname, '../../../../shared/spec/golden/input_bars.csv');
const present = existsSync(FILE);
if (!present) process.stderr.write('SKIPPED: ../shared/spec/golden is absent, the repeated bar is not run\n');

/** The 632 bars of the reference, one time of which stands there twice. */
function bars(): readonly CandleRow[] {
  const [, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [time = '', ...cells] = line.trim().split(',');
    const [open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = cells.map(Number);
    return { openTime: Date.parse(`${time.replace(' ', 'T')}Z`), open, high, low, close, volume };
  });
}

const config = {
  trading: { symbols: ['XAUUSD'], timeframes: ['240' as const] },
  services: { strategy_evaluation: { min_rows_required: 1 } },
};

/** Writes down what a strategy sees of an indicator. */
async function seen(duplicates: 'keep' | 'reject') {
  const values: (readonly [number, unknown])[] = [];
  const watcher = defineStrategy({
    name: 'watcher',
    timeframes: ['240'],
    warmUp: 1,
    indicators: { '240': { rsi: {} } },
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    evaluate(view) {
      values.push([view.row('240')?.closeTime ?? NaN, view.value('240', 'rsi')]);
      return [];
    },
  });
  const candles = { XAUUSD: { timeframe: '240' as const, candles: bars() } };
  const result = await runBacktest({ config, candles, strategies: { XAUUSD: [watcher] }, duplicates });
  return { values, result };
}

(present ? describe : describe.skip)('the reference bars', () => {
  test('kept with their double, all 632 reach the indicators and the strategy, as fed to the indicator directly', async () => {
    const { values, result } = await seen('keep');
    const rsi = createIndicator('rsi', {});
    const direct = bars().map((bar) => {
      rsi.update({ ...bar, closeTime: bar.openTime + 14_400_000, bars: 1 });
      return [bar.openTime + 14_400_000, rsi.value()];
    });
    expect(values).toEqual(direct);
    expect(values).toHaveLength(632);
    expect(result.figures.candles).toMatchObject([{ in: 632, published: 632, bad: 0 }]);
  });

  test('by default the double is reported and left out', async () => {
    const { values, result } = await seen('reject');
    expect(values).toHaveLength(631);
    expect(result.figures.candles).toMatchObject([{ in: 632, published: 631, bad: 1 }]);
  });
});
