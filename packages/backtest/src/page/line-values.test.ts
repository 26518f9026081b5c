import { CandleColumns } from '@q/brokers';
import { defineConfig } from '@q/config';
import { defineStrategy } from '@q/trading';
import { judgedSeries } from '../data-ledger/judged-series.js';
import { MINUTE_MS, walk } from '../proofs/testing/proof-bench.js';
import { runBacktest } from '../run-backtest.js';
import { chosenLines } from './chosen-lines.js';
import { lineValues } from './line-values.js';

test.each([
  ['BTCUSD', '5', 'always'],
  ['EURUSD', '240', 'fx'],
] as const)(
  'lines of %s have the values that a strategy saw at the same close, of its own and of %s',
  async (symbol, higher, session) => {
    const config = defineConfig({
      trading: { symbols: [symbol], timeframes: ['1', higher] },
      services: { strategy_evaluation: { min_rows_required: 1 } },
      indicators: { inline: { [symbol]: { '1': { ema: { period: 9 } }, [higher]: { rsi: { period: 2 } } } } },
    });
    const rows = walk(1_500).filter((_, minute) => minute % 17 !== 3);
    const seen = new Map<number, readonly unknown[]>();
    const watcher = defineStrategy({
      name: 'watcher',
      timeframes: ['1', higher],
      warmUp: 1,
      risk: { position_sizing: { type: 'fixed', value: 0.01 } },
      evaluate(view) {
        seen.set(view.row('1')?.closeTime ?? NaN, [
          view.value('1', 'ema'),
          view.value(higher, 'rsi'),
          view.value(higher, 'signal_rsi'),
        ]);
        return [];
      },
    });
    await runBacktest({ config, candles: { [symbol]: rows }, strategies: { [symbol]: [watcher] } });
    const { sound } = judgedSeries({ symbol, timeframe: '1', columns: CandleColumns.of(rows) }, {});
    const { drawn } = chosenLines(symbol, config);
    const every = rows.map((_, row) => row);
    const values = lineValues(sound, MINUTE_MS, { drawn, rows: every, session });
    expect(seen.size).toBeGreaterThan(300);
    rows.forEach(({ openTime }, row) => {
      const wanted = seen.get(openTime + MINUTE_MS);
      if (wanted === undefined) return;
      const digits = (value: unknown): number => (typeof value === 'number' ? Number(value.toPrecision(7)) : NaN);
      expect(values.get(row)).toEqual(wanted.map(digits));
    });
  },
);
