import fc from 'fast-check';
import { IndicatorRow, RowSchema } from '@q/events';
import { RecentRows } from './recent-rows.js';

const schema = new RowSchema([{ name: 'close', kind: 'number' }]);
const row = (closeTime: number): IndicatorRow => new IndicatorRow(schema, [closeTime], closeTime);

describe('RecentRows', () => {
  it('keeps the newest, the newest first, for any size and number of rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(30), (limit, count) => {
        const rows = new RecentRows(limit);
        for (let n = 1; n <= count; n += 1) rows.add(row(n));
        const kept = Array.from({ length: Math.min(limit, count) }, (_, back) => count - back);
        expect(rows.count).toBe(kept.length);
        expect(Array.from({ length: limit + 2 }, (_, back) => rows.at(back)?.closeTime)).toEqual(
          Array.from({ length: limit + 2 }, (_, back) => kept[back]),
        );
      }),
    );
  });

  it('begins anew with a row that is not newer than the newest', () => {
    for (const again of [3, 2, 1]) {
      const rows = new RecentRows(5);
      for (const time of [1, 2, 3, again]) rows.add(row(time));
      expect([rows.count, rows.at(0)?.closeTime, rows.at(1)]).toEqual([1, again, undefined]);
    }
  });

  it('takes a row that repeats a time where it is told that it is the next one', () => {
    const rows = new RecentRows(5);
    for (const time of [1, 2, 2]) rows.append(row(time));
    expect([0, 1, 2, 3].map((back) => rows.at(back)?.closeTime)).toEqual([2, 2, 1, undefined]);
  });

  it('can be cleared and fills again', () => {
    const rows = new RecentRows(3);
    for (const time of [1, 2, 3, 4]) rows.add(row(time));
    rows.clear();
    expect([rows.count, rows.at(0)]).toEqual([0, undefined]);
    rows.add(row(1));
    expect(rows.at(0)?.closeTime).toBe(1);
  });
});
