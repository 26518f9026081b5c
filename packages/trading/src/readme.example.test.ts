import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IndicatorRow, RowSchema } from '@q/events';
import {
  compileStrategy,
  instrumentSpecs,
  planEntry,
  RecentRows,
  StrategyView,
  strategyDefinitionSchema,
} from './index.js';

test('the example of the README runs and gives what the README says', () => {
  const definition = strategyDefinitionSchema.parse({
    name: 'pullback',
    timeframes: ['15'],
    entry: {
      long: { conditions: [{ signal: 'close', operator: 'crosses_above', value: 'ema_fast', timeframe: '15' }] },
    },
    risk: {
      position_sizing: { type: 'fixed', value: 0.1 },
      sl: { type: 'fixed', value: 20 },
      tp: { type: 'fixed', value: 1, unit: 'percent' },
    },
  });
  const strategy = compileStrategy(definition);

  const schema = new RowSchema(['close', 'ema_fast'].map((name) => ({ name, kind: 'number' })));
  const rows = new RecentRows(strategy.warmUp);
  rows.add(new IndicatorRow(schema, [1.099, 1.0995], 900_000));
  rows.add(new IndicatorRow(schema, [1.1, 1.0996], 1_800_000));
  const signals = strategy.evaluate(new StrategyView(strategy.timeframes, [rows]));

  const instrument = instrumentSpecs['EURUSD'];
  if (instrument === undefined) throw new Error('no specification of EURUSD');
  const planned = planEntry({ direction: 'long', price: 1.1, risk: strategy.risk, instrument });

  expect(signals).toEqual([{ kind: 'entry', direction: 'long' }]);
  expect(planned).toMatchObject({
    ok: true,
    plan: { volume: 0.1, stopLoss: 1.098, targets: [{ price: 1.111, volume: 0.1 }] },
  });
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) expect(source).toContain(line.trim());
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
