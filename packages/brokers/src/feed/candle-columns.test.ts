import fc from 'fast-check';
import type { CandleRow } from './candle-columns.js';
import { CandleColumns } from './candle-columns.js';

const row = (openTime: number, close = 1): CandleRow => ({ openTime, open: 1, high: 2, low: 0.5, close, volume: 7 });

describe('CandleColumns', () => {
  it('gives back what was put in, in that order', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => row((index * 7_919) % 5_000, index));
    const columns = CandleColumns.of(rows);
    expect(columns.length).toBe(5_000);
    rows.forEach((expected, index) => {
      expect(columns.candleAt(index, 60_000)).toEqual({ ...expected, closeTime: expected.openTime + 60_000, bars: 1 });
    });
  });

  it('refuses a row that it does not have', () => {
    const columns = CandleColumns.of([row(1)]);
    for (const index of [-1, 1, NaN]) expect(() => columns.candleAt(index, 1)).toThrow(RangeError);
  });

  it('knows the newest open time up to each row', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1 }), (times) => {
        const columns = CandleColumns.of(times.map((time) => row(time)));
        const expected = times.map((_, index) => Math.max(...times.slice(0, index + 1)));
        expect([...columns.newestOpenTime.subarray(0, times.length)]).toEqual(expected);
        expect(columns.ordered).toBe(expected.every((newest, index) => newest === times[index]));
      }),
    );
  });

  it('needs no more memory for rows that are in order', () => {
    const columns = CandleColumns.of([row(1), row(1), row(2)]);
    expect(columns.newestOpenTime).toBe(columns.openTime);
  });

  it('takes up a row that is pushed after the newest open times were asked for', () => {
    const columns = CandleColumns.of([row(5), row(3)]);
    expect([...columns.newestOpenTime]).toEqual([5, 5]);
    columns.push(row(9));
    expect([...columns.newestOpenTime]).toEqual([5, 5, 9]);
  });

  it('shows a part without copying it', () => {
    const columns = CandleColumns.of([row(1), row(4), row(2), row(3)]);
    const view = columns.view(2, 4);
    expect(view.length).toBe(2);
    expect(view.ordered).toBe(true);
    expect(view.openTime.buffer).toBe(columns.openTime.buffer);
    view.push(row(8));
    expect([view.candleAt(2, 1).openTime, columns.candleAt(3, 1).openTime]).toEqual([8, 3]);
  });

  it('is the same over a copy that threads can share', () => {
    const side = { open: 1, high: 2, low: 1, close: 2 };
    const quoted = { bid: side, ask: { ...side, close: 3 } };
    for (const rows of [[row(1), row(4), row(2)], [{ ...row(2), quotes: quoted }]]) {
      const columns = CandleColumns.of(rows);
      const memory = columns.shared();
      expect(memory.close.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(memory.close).toHaveLength(rows.length);
      const over = CandleColumns.over(memory);
      expect(over.close).toBe(memory.close);
      expect([over.length, over.ordered]).toEqual([columns.length, columns.ordered]);
      rows.forEach((_, index) => expect(over.candleAt(index, 1)).toEqual(columns.candleAt(index, 1)));
    }
  });
});
