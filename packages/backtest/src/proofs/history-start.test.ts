import { CandleColumns } from '@q/brokers';
import { historyStart } from './history-start.js';

const HOUR_MS = 3_600_000;
const price = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
const rows = Array.from({ length: 200 }, (_, hour) => ({
  openTime: Date.parse('2025-03-03T00:00Z') + hour * HOUR_MS,
  ...price,
}));
const series = { symbol: 'EURUSD', timeframe: '60' as const, columns: CandleColumns.of(rows) };
const candles = [{ timeframe: '1d' as const, candles: 2 }];
const from = (session: 'fx' | 'always', times: number): string =>
  new Date(historyStart(series, Date.parse('2025-03-06T12:00Z'), { candles, times, session }))
    .toISOString()
    .slice(0, 13);

test('a history of whole days begins at 17:00 in New York for fx, at midnight UTC where trade never ends', () => {
  expect([from('fx', 1), from('always', 1)]).toEqual(['2025-03-03T22', '2025-03-04T00']);
});

test('no history is none, and more than there is begins with the data', () => {
  expect([from('fx', 0), from('fx', 2)]).toEqual(['2025-03-06T12', '2025-03-03T00']);
});
