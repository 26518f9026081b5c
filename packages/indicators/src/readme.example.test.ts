import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candle } from '@q/events';
import { createIndicator, IndicatorBank } from './index.js';

const MINUTE_MS = 60_000;
const candles = [1, 2, 3, 4].map((close, minute): Candle => ({
  openTime: minute * MINUTE_MS,
  closeTime: (minute + 1) * MINUTE_MS,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
  bars: 1,
}));

test('the example of the README runs and gives what the README says', () => {
  const sma = createIndicator('sma_fast', { period: 3 });
  const values = candles.map((candle) => {
    sma.update(candle);
    return sma.value();
  });

  const bank = new IndicatorBank({ sma_fast: { period: 3 }, rsi: { period: 2 } }, { regime: false });
  const rows = candles.map((candle) => bank.update(candle));
  const [newest] = rows.slice(-1);

  expect(values).toEqual([undefined, undefined, 2, 3]);
  expect(bank.schema.names).toEqual([
    ...['open', 'high', 'low', 'close', 'volume', 'tick_volume'],
    ...['sma_fast', 'rsi', 'signal_rsi'],
  ]);
  expect([newest?.value('close'), newest?.value('sma_fast'), newest?.value('rsi')]).toEqual([4, 3, 100]);
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) expect(source).toContain(line.trim());
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
