import type { Candle } from '@q/events';
import { CandleAggregator } from './candle-aggregator.js';
import type { CandleBucket } from './candle-bucket.js';

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

describe('a candle is partial', () => {
  const built = (minutes: readonly number[]): Candle | undefined => {
    const fives = new CandleAggregator(5 * MINUTE);
    const closed = minutes.map((minute) => fives.add(at(minute, 10, 11, 9, 10))).find((candle) => candle !== undefined);
    return closed ?? fives.flush(5 * MINUTE);
  };

  it.each([
    ['at its begin', [1, 2, 3, 4]],
    ['in the middle', [0, 1, 3, 4]],
    ['at its end', [0, 1, 2, 3]],
  ])('where a base candle is missing %s', (_where, minutes) => {
    expect(built(minutes)).toMatchObject({ openTime: 0, closeTime: 5 * MINUTE, bars: 4, isPartial: true });
  });

  it('where a time that repeats stands for one that is missing, which it does not fill', () => {
    expect(built([0, 1, 1, 3, 4])).toMatchObject({ bars: 5, isPartial: true });
  });

  it('only then: a whole one has no such key', () => {
    expect(built([0, 1, 2, 3, 4])).not.toHaveProperty('isPartial');
  });
});

describe('with buckets of its own', () => {
  /** Days that begin two minutes before the hour; counts how often it is asked. */
  class Days implements CandleBucket {
    asked = 0;
    openTimeOf(instant: number): number {
      this.asked += 1;
      return Math.floor((instant + 2 * MINUTE) / (60 * MINUTE)) * 60 * MINUTE - 2 * MINUTE;
    }
    closeTimeOf(openTime: number): number {
      this.asked += 1;
      return openTime + 60 * MINUTE;
    }
  }

  it('begins and ends where they say, and asks them once for each candle', () => {
    const days = new Days();
    const aggregator = new CandleAggregator(60 * MINUTE, days);
    const minutes = Array.from({ length: 120 }, (_, minute) => 58 + minute);
    const closed = minutes.map((minute) => aggregator.add(at(minute, 10, 11, 9, 10)));
    expect(closed.filter((candle) => candle !== undefined)).toMatchObject([
      { openTime: 58 * MINUTE, closeTime: 118 * MINUTE, bars: 60 },
      { openTime: 118 * MINUTE, closeTime: 178 * MINUTE, bars: 60 },
    ]);
    expect(days.asked).toBe(4);
  });
});

it('gives no second candle of the same time for a base candle that comes again, nor for one that reaches over the end', () => {
  const fives = new CandleAggregator(5 * MINUTE);
  const last = at(4, 10, 11, 9, 10);
  expect(fives.add(last)).toMatchObject({ openTime: 0 });
  expect(fives.add(last)).toBeUndefined();
  expect(fives.pendingClose).toBeUndefined();
  const over: Candle = { ...at(9, 10, 11, 9, 10), openTime: 8 * MINUTE, closeTime: 11 * MINUTE };
  fives.add(at(6, 10, 11, 9, 10));
  expect(fives.flush(10 * MINUTE)).toMatchObject({ openTime: 5 * MINUTE });
  expect(fives.add(over)).toBeUndefined();
  expect(fives.flush(15 * MINUTE)).toMatchObject({ openTime: 10 * MINUTE });
});

describe('candles of a strip', () => {
  const all = Array.from({ length: 23 }, (_, minute) => at(minute, 10, 11 + (minute % 7), 9 - (minute % 4), 10));
  const column = (key: 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    Float64Array.from(all, (candle) => candle[key]);
  const strip = {
    openTime: column('openTime'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    candleAt: (row: number) => all[row] ?? at(0, 0, 0, 0, 0),
  };

  it.each([1, 3, 4, 23])('make the same candles as one after the other, in pieces of %s', (piece) => {
    const [fives, plain] = [new CandleAggregator(5 * MINUTE), new CandleAggregator(5 * MINUTE)];
    const built: (Candle | undefined)[] = [];
    for (let first = 0; first < all.length; first += piece) {
      const end = Math.min(all.length, first + piece);
      for (let row = first; row < end; row += 1) {
        row = fives.addWithin(strip, { first: row, end, periodMs: MINUTE });
        if (row < end) built.push(fives.add(strip.candleAt(row)));
      }
    }
    expect(built.filter((candle) => candle !== undefined)).toEqual(
      all.map((candle) => plain.add(candle)).filter((candle) => candle !== undefined),
    );
    expect(fives.flush(Infinity)).toEqual(plain.flush(Infinity));
  });

  it('are none where no candle is begun', () => {
    expect(new CandleAggregator(5 * MINUTE).addWithin(strip, { first: 2, end: 9, periodMs: MINUTE })).toBe(2);
  });
});

it('goes on from where another one stands, which stays there', () => {
  const [fives, other] = [new CandleAggregator(5 * MINUTE), new CandleAggregator(5 * MINUTE)];
  for (const minute of [0, 1, 2]) other.add(at(minute, 10, 11, 9, 10));
  fives.copyFrom(other);
  fives.add(at(3, 10, 19, 9, 10));
  expect(fives.flush(Infinity)).toMatchObject({ bars: 4, high: 19 });
  expect(other.flush(Infinity)).toMatchObject({ bars: 3, high: 11 });
});
