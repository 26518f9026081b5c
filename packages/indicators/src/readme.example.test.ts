import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candle } from '@q/events';
import { createIndicator, defineIndicator, IndicatorBank, registerIndicator } from './index.js';

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

test('an indicator of a bot is made as the README says', () => {
  const range = defineIndicator({
    name: 'myrange',
    description: 'range of the newest candle in percent of its close',
    parameters: { scale: { kind: 'number', default: 100, min: 1e-9, max: 1000, description: 'percent of what' } },
    create(given) {
      let value: number | undefined;
      return {
        warmUp: 1,
        update: ({ high, low, close }) => void (value = (given.number('scale') * (high - low)) / close),
        value: () => value,
      };
    },
  });
  const remove = registerIndicator(range);
  const mine = createIndicator('myrange_mine');
  for (const candle of candles) mine.update({ ...candle, high: candle.close * 1.5 });
  expect(mine.value()).toBe(50);
  remove();
  expect(() => createIndicator('myrange_mine')).toThrow('unknown indicator "myrange"');
});

test('the README shows these examples, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const examples = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) =>
    code.replace(/^import .*\n/gm, ''),
  );
  expect(examples).toHaveLength(2);
  for (const line of examples
    .join('\n')
    .split('\n')
    .filter((one) => one.trim() !== ''))
    expect(source).toContain(line.trim());
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
