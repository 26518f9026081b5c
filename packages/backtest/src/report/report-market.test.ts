import { CandleColumns } from '@q/brokers';
import { candlesWithin } from './report-market.js';

const rows = [0, 60, 120, 180].map((openTime) => ({
  openTime,
  open: 1,
  high: 3,
  low: 0.5,
  close: 2 + openTime,
  volume: 0,
}));

test('rows and columns are the same candles, also where columns have room behind them', () => {
  const [fromRows, fromColumns] = [rows, CandleColumns.of(rows)].map((candles) =>
    candlesWithin('EURUSD', { periodMs: 60, candles }, {}),
  );
  expect(fromColumns).toEqual(fromRows);
  expect(fromRows).toEqual({
    symbol: 'EURUSD',
    periodMs: 60,
    openTime: [0, 60, 120, 180],
    open: [1, 1, 1, 1],
    close: [2, 62, 122, 182],
  });
});

test('a range keeps what opens at its beginning or later and closes at its end or earlier', () => {
  expect(candlesWithin('EURUSD', { periodMs: 60, candles: rows }, { from: 60, to: 180 }).openTime).toEqual([60, 120]);
  expect(candlesWithin('EURUSD', { periodMs: 60, candles: rows }, { from: 61, to: 179 }).openTime).toEqual([]);
});

test('a candle that is older than the one before it is left out, one of the same time is kept', () => {
  const mixed = [0, 60, 60, 0, 120].map((openTime) => ({ openTime, open: 1, close: 1 }));
  expect(candlesWithin('EURUSD', { periodMs: 60, candles: mixed }, {}).openTime).toEqual([0, 60, 60, 120]);
});
