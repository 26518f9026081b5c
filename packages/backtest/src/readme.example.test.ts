import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, reportText, runBacktest, tradesToCsv } from './index.js';

test('the example of the README runs and trades', async () => {
  const minute = 60_000;
  const candles = Array.from({ length: 600 }, (_, index) => {
    const [open, close] = [100 + 5 * Math.sin(index / 20), 100 + 5 * Math.sin((index + 1) / 20)];
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    return { openTime: index * minute, open, high, low, close, volume: 1 };
  });

  const result = await runBacktest({
    config: {
      trading: { symbols: ['BTCUSD'], timeframes: ['1'] },
      indicators: { inline: { BTCUSD: { '1': { sma: { period: 15 } } } } },
    },
    candles: { BTCUSD: candles },
    strategies: {
      BTCUSD: [
        {
          name: 'cross',
          timeframes: ['1'],
          entry: {
            long: { conditions: [{ signal: 'close', operator: 'crosses_above', value: 'sma', timeframe: '1' }] },
          },
          exit: {
            long: { conditions: [{ signal: 'close', operator: 'crosses_below', value: 'sma', timeframe: '1' }] },
          },
          risk: { position_sizing: { type: 'fixed', value: 1 } },
        },
      ],
    },
  });
  const figures = report(result, { BTCUSD: { periodMs: minute, candles } });
  const lines = reportText(figures);
  const csv = tradesToCsv(result);

  expect(result.trades.length).toBeGreaterThan(2);
  expect(lines.join('\n')).toContain(`trades     ${result.trades.length} `);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(result.trades.length + 1);
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  // The formatter breaks lines of the test where it does not break those of the README.
  const bare = (text: string): string => text.replaceAll(/[\s,]/g, '');
  const statements = example.split('\n').filter((line) => line !== '' && !line.startsWith('import'));
  expect(statements.length).toBeGreaterThan(20);
  expect(bare(source)).toContain(bare(statements.join('')));
  expect(readme.split('\n').length).toBeLessThanOrEqual(61);
});
