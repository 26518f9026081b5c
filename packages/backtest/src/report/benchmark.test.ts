import { benchmarkFigures, benchmarkReturns } from './benchmark.js';

const candles = {
  symbol: 'EURUSD',
  periodMs: 10,
  openTime: [0, 10, 20, 30],
  open: [100, 101, 102, 103],
  close: [101, 110, 99, 121],
};
const none = { symbol: 'EURUSD', periodMs: 10, openTime: [], open: [], close: [] };

test('buying at the first open and holding to the last close', () => {
  expect(benchmarkFigures(candles, 25)).toEqual({
    symbol: 'EURUSD',
    buyAndHoldPercent: expect.closeTo(21, 10),
    excessPercent: expect.closeTo(4, 10),
  });
  expect(benchmarkFigures(none, 25)).toMatchObject({
    buyAndHoldPercent: { na: 'no candles of EURUSD' },
    excessPercent: { na: 'no candles of EURUSD' },
  });
  expect(benchmarkFigures(candles, { na: 'x' })).toMatchObject({ excessPercent: { na: 'x' } });
});

test('a day ends with the last candle that has closed by then', () => {
  const days = [5, 20, 39, 40].map((until, day) => ({ day, until }));
  const returns = benchmarkReturns(candles, days);
  const expected = [0, 110 / 100 - 1, 99 / 110 - 1, 121 / 99 - 1];
  expect(returns).toEqual(expected.map((one) => expect.closeTo(one, 12)));
  expect(benchmarkReturns(none, days)).toEqual({ na: 'no candles of EURUSD' });
});
