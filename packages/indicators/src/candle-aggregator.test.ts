import type { Candle } from '@q/events';
import { CandleAggregator } from './candle-aggregator.js';

const MINUTE = 60_000;
const at = (minute: number, open: number, high: number, low: number, close: number): Candle => ({
  openTime: minute * MINUTE,
  closeTime: (minute + 1) * MINUTE,
  open,
  high,
  low,
  close,
  volume: 2,
  bars: 1,
});

it('builds first open, highest high, lowest low, last close and summed volume of the bucket', () => {
  const fives = new CandleAggregator(5 * MINUTE);
  const built = [
    at(0, 10, 11, 9, 10),
    at(1, 10, 15, 10, 14),
    at(2, 14, 14, 8, 9),
    at(3, 9, 10, 9, 10),
    at(4, 10, 12, 10, 11),
  ].map((candle) => fives.add(candle));
  expect(built.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
  expect(built[4]).toEqual({
    openTime: 0,
    closeTime: 5 * MINUTE,
    open: 10,
    high: 15,
    low: 8,
    close: 11,
    volume: 10,
    bars: 5,
  });
});

it('closes a bucket whose last base candle is missing once its close time has passed, and says how many went in', () => {
  const fives = new CandleAggregator(5 * MINUTE);
  fives.add(at(1, 10, 11, 9, 10));
  expect(fives.pendingClose).toBe(5 * MINUTE);
  expect(fives.flush(5 * MINUTE - 1)).toBeUndefined();
  expect(fives.flush(5 * MINUTE)).toMatchObject({ openTime: 0, closeTime: 5 * MINUTE, bars: 1 });
  expect(fives.flush(10 * MINUTE)).toBeUndefined();
});

it('makes no candle for a bucket without base candles', () => {
  const fives = new CandleAggregator(5 * MINUTE);
  fives.add(at(4, 10, 11, 9, 10));
  expect(fives.flush(60 * MINUTE)).toBeUndefined();
  expect(fives.add(at(64, 20, 21, 19, 20))).toMatchObject({ openTime: 60 * MINUTE, bars: 1 });
});
