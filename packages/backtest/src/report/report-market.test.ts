import { CandleColumns } from '@q/brokers';
import { candlesWithin } from './report-market.js';

const ROW = { open: 1, high: 1, low: 1, close: 1, volume: 0 };
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
  expect(fromColumns).toEqual({
    ...fromRows,
    openTime: Float64Array.of(0, 60, 120, 180),
    open: Float64Array.of(1, 1, 1, 1),
    close: Float64Array.of(2, 62, 122, 182),
  });
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

test('columns in the order of time are looked at where they lie, others are copied without what is out of order', () => {
  const withinColumns = (times: readonly number[]) => {
    const columns = CandleColumns.of(times.map((openTime) => ({ ...ROW, openTime })));
    return { columns, ...candlesWithin('EURUSD', { periodMs: 60, candles: columns }, { from: 60, to: 180 }) };
  };
  const { columns, openTime } = withinColumns([0, 60, 60, 120, 180]);
  expect(openTime).toEqual(Float64Array.of(60, 60, 120));
  expect(openTime).toMatchObject({ buffer: columns.openTime.buffer });
  expect(withinColumns([0, 60, 120, 60, 180]).openTime).toEqual([60, 120]);
  expect(withinColumns([200, 300]).openTime).toHaveLength(0);
});

test('a candle that is older than the one before it is left out, one of the same time is kept', () => {
  const mixed = [0, 60, 60, 0, 120].map((openTime) => ({ ...ROW, openTime }));
  expect(candlesWithin('EURUSD', { periodMs: 60, candles: mixed }, {}).openTime).toEqual([0, 60, 60, 120]);
});
