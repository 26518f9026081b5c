import fc from 'fast-check';
import { IndicatorRow, RowSchema, RowStrip } from '@q/events';
import { RecentRows } from './recent-rows.js';

const SCHEMAS = [
  new RowSchema([
    { name: 'close', kind: 'number' },
    { name: 'on', kind: 'flag' },
  ]),
  new RowSchema([{ name: 'close', kind: 'number' }]),
];

/** A row with a number in every cell that no other has, or with nothing ready. */
const rowOf = (number: number, which: number, isReady = true): IndicatorRow => {
  const schema = SCHEMAS[which] ?? new RowSchema([]);
  return new IndicatorRow(
    schema,
    schema.columns.map((_column, column) => (isReady ? number + column / 10 : NaN)),
    1_000 * number,
  );
};

/** The same row as numbers, behind others that are not meant. */
function stripWith(row: IndicatorRow, place: number): RowStrip {
  const strip = new RowStrip(row.schema, place + 2);
  strip.cells.fill(-1);
  strip.closeTimes.fill(-1);
  strip.cells.set(row.cells, place * strip.width);
  strip.closeTimes[place] = row.closeTime;
  return strip;
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ from: fc.nat(3), which: fc.nat(1), isReady: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ which: fc.nat(1), isReady: fc.boolean() }) },
  { weight: 3, arbitrary: fc.constant('drop' as const) },
  { weight: 2, arbitrary: fc.record({ look: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

function expectSame(rows: RecentRows, kept: readonly IndicatorRow[], limit: number): void {
  expect(rows.count).toBe(kept.length);
  for (let back = 0; back < limit + 2; back += 1) {
    const row = kept[back];
    expect([rows.closeTime(back), rows.schema(back)]).toEqual([row?.closeTime ?? NaN, row?.schema]);
    const columns = row?.cells ?? [NaN, NaN];
    expect(columns.map((_cell, column) => rows.cell(back, column))).toEqual(columns);
    for (const name of ['close', 'on', 'other']) expect(rows.value(back, name)).toBe(row?.value(name));
  }
}

test('rows that came as numbers, as objects and were taken back are those of a plain list, the newest first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 30 }), (limit, steps) => {
      const rows = new RecentRows(limit);
      let kept: readonly IndicatorRow[] = [];
      steps.forEach((one, number) => {
        if (one === 'clear') {
          rows.clear();
          kept = [];
        } else if (one === 'drop') {
          rows.dropNewest();
          kept = kept.slice(1);
        } else if ('look' in one) expect(rows.at(one.look)).toEqual(kept[one.look]);
        else {
          const row = rowOf(number, one.which, one.isReady);
          kept = [row, ...kept].slice(0, limit);
          if ('from' in one) rows.appendFrom(stripWith(row, one.from), one.from);
          else rows.append(row);
        }
        expectSame(rows, kept, limit);
      });
      kept.forEach((row, back) => expect(rows.at(back)).toEqual(row));
    }),
    { numRuns: 300 },
  );
});

test('a row that came as numbers is the same object each time somebody wants it', () => {
  const rows = new RecentRows(3);
  rows.appendFrom(stripWith(rowOf(1, 0), 2), 2);
  expect(rows.at(0)).toBe(rows.at(0));
});

test('a row that came as numbers begins the series anew for one that is not newer', () => {
  const rows = new RecentRows(3);
  rows.appendFrom(stripWith(rowOf(5, 0), 1), 1);
  rows.add(rowOf(6, 0));
  expect(rows.count).toBe(2);
  rows.add(rowOf(6, 0));
  expect(rows.count).toBe(1);
});

test('taking the newest back does not bring the one back that had to go for it', () => {
  const rows = new RecentRows(2);
  for (const number of [1, 2, 3]) rows.append(rowOf(number, 0));
  rows.dropNewest();
  expect([rows.count, rows.at(0)?.closeTime, rows.at(1)]).toEqual([1, 2_000, undefined]);
  rows.dropNewest();
  rows.dropNewest();
  expect(rows.count).toBe(0);
});

/** Two with the same places and other numbers. */
const strips = [0, 0.5].map((more) => {
  const strip = new RowStrip(SCHEMAS[0] ?? new RowSchema([]), 9);
  strip.cells.forEach((_cell, index) => (strip.cells[index] = index + more));
  strip.closeTimes.forEach((_time, index) => (strip.closeTimes[index] = 1_000 * (index + more)));
  return strip;
});

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.record({ strip: fc.constantFrom(...strips), from: fc.nat(8), count: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.constant('next of it' as const) },
  { weight: 2, arbitrary: fc.constant('drop' as const) },
);

test('rows that come together are kept as if each had come alone, also where some are taken back between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(piece, { maxLength: 12 }), (limit, pieces) => {
      const [together, alone] = [new RecentRows(limit), new RecentRows(limit)];
      let kept: readonly IndicatorRow[] = [];
      let newest = { strip: strips[0] as RowStrip, from: 0, count: 0 };
      for (const one of pieces) {
        if (one === 'drop') {
          together.dropNewest();
          alone.dropNewest();
          kept = kept.slice(1);
          newest = { ...newest, count: newest.count - 1 };
          continue;
        }
        const {
          strip,
          from,
          count: most,
        } = one === 'next of it' ? { ...newest, from: Math.max(0, newest.from + newest.count), count: 1 } : one;
        const count = Math.max(0, Math.min(most, 9 - from));
        together.appendAll(strip, from, count);
        for (let place = from; place < from + count; place += 1) {
          alone.appendFrom(strip, place);
          kept = [strip.row(place), ...kept].slice(0, limit);
        }
        newest = { strip, from, count };
      }
      expectSame(together, kept, limit);
      expectSame(alone, kept, limit);
    }),
    { numRuns: 500 },
  );
});
