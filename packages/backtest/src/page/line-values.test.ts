import { CandleColumns } from '@q/brokers';
import { defineConfig } from '@q/config';
import { defineStrategy } from '@q/trading';
import { judgedSeries } from '../data-ledger/judged-series.js';
import { MINUTE_MS, walk } from '../proofs/testing/proof-bench.js';
import { runBacktest } from '../run-backtest.js';
import { chosenLines } from './chosen-lines.js';
import { lineValues } from './line-values.js';

test('lines have the values that a strategy saw at the same close, of its own and of higher timeframes', async () => {
  const config = defineConfig({
    trading: { symbols: ['BTCUSD'], timeframes: ['1', '5'] },
    services: { strategy_evaluation: { min_rows_required: 1 } },
    indicators: { inline: { BTCUSD: { '1': { ema: { period: 9 } }, '5': { rsi: { period: 5 } } } } },
  });
  const rows = walk(400).filter((_, minute) => minute % 17 !== 3);
  const seen = new Map<number, readonly unknown[]>();
  const watcher = defineStrategy({
    name: 'watcher',
    timeframes: ['1', '5'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 0.01 } },
    evaluate(view) {
      seen.set(view.row('1')?.closeTime ?? NaN, [
        view.value('1', 'ema'),
        view.value('5', 'rsi'),
        view.value('5', 'signal_rsi'),
      ]);
      return [];
    },
  });
  await runBacktest({ config, candles: { BTCUSD: rows }, strategies: { BTCUSD: [watcher] } });
  const { sound } = judgedSeries({ symbol: 'BTCUSD', timeframe: '1', columns: CandleColumns.of(rows) }, {});
  const { drawn } = chosenLines('BTCUSD', config);
  const every = rows.map((_, row) => row);
  const values = lineValues(sound, MINUTE_MS, { drawn, rows: every, session: 'always' });
  expect(seen.size).toBeGreaterThan(300);
  rows.forEach(({ openTime }, row) => {
    const wanted = seen.get(openTime + MINUTE_MS);
    if (wanted === undefined) return;
    const digits = (value: unknown): number => (typeof value === 'number' ? Number(value.toPrecision(7)) : NaN);
    expect(values.get(row)).toEqual(wanted.map(digits));
  });
});
