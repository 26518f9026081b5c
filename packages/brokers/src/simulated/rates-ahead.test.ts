import { CandleColumns } from '../feed/candle-columns.js';
import { ServedSeries } from '../feed/served-series.js';
import { Desk, instrument, MINUTE_MS } from '../testing/simulated-desk.js';

/** Pounds, a minute each: their price is the rate at which the money of EURGBP is exchanged. */
const POUNDS = [1.1, 1.2, 1.3, 1.4].map((price, minute) => {
  const prices = { open: price, high: price, low: price, close: price };
  return { openTime: minute * MINUTE_MS, ...prices, volume: 1 };
});
const series = new ServedSeries('1', CandleColumns.of(POUNDS));

/** The rate of a fill at minute 3, after the pounds of minute 0 and what is done with the others. */
function rateAfter(others: (desk: Desk) => void): number | undefined {
  const instruments = { EURGBP: instrument('EURGBP'), GBPUSD: instrument('GBPUSD') };
  const desk = new Desk({}, { instruments, conversionSide: 'mid' });
  desk.broker.onCandle('GBPUSD', series.columns.candleAt(0, MINUTE_MS));
  others(desk);
  desk.goTo(3);
  desk.buy('a', { symbol: 'EURGBP' });
  desk.bar(0.85, 0.85, 0.85, 0.85, 'EURGBP');
  return desk.answers.fills[0]?.rate;
}

const looked = (desk: Desk) => {
  const ahead = series.ahead(MINUTE_MS, 9);
  return ahead === undefined ? undefined : desk.broker.look?.('GBPUSD', ahead);
};

test('prices that passed are rates from their close on: the newest one is not known yet where it closes later', () => {
  const passed = rateAfter((desk) => {
    const found = looked(desk);
    if (found !== undefined) desk.broker.pass?.('GBPUSD', found);
  });
  expect(passed).toBe(1.3);
  const oneByOne = rateAfter((desk) => {
    for (const row of [1, 2, 3]) desk.broker.onCandle('GBPUSD', series.columns.candleAt(row, MINUTE_MS));
  });
  expect(oneByOne).toBe(1.3);
});

test('prices that were only looked at are no rates', () => {
  expect(rateAfter((desk) => void looked(desk))).toBe(1.1);
});

test('one candle that passes keeps the price before it', () => {
  const passed = rateAfter((desk) => {
    for (const row of [1, 2]) desk.broker.onCandle('GBPUSD', series.columns.candleAt(row, MINUTE_MS));
    const ahead = series.ahead(3 * MINUTE_MS, 1);
    if (ahead !== undefined) desk.broker.pass?.('GBPUSD', ahead);
  });
  expect(passed).toBe(1.3);
});
