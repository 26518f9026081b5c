import fc from 'fast-check';
import { IndicatorRow, RowSchema } from './indicator-row.js';
import { RowStrip } from './row-strip.js';

const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'trend', kind: 'text', values: ['up', 'down'] },
  { name: 'on', kind: 'flag' },
]);

type Cells = readonly [number, number, number];
const cells: fc.Arbitrary<Cells> = fc.tuple(
  fc.constantFrom(NaN, 0, 1.25, -3),
  fc.constantFrom(NaN, 0, 1),
  fc.constantFrom(NaN, 0, 1),
);

function stripOf(rows: readonly Cells[], room = rows.length): RowStrip {
  const strip = new RowStrip(schema, room);
  rows.forEach((row, place) => {
    strip.cells.set(row, place * 3);
    strip.closeTimes[place] = 1_000 + place;
  });
  return strip;
}

describe('RowStrip', () => {
  it('gives the cells and the rows that were put in, those that are not ready included', () => {
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 8 }), (rows) => {
        const strip = stripOf(rows);
        rows.forEach((row, place) => {
          expect(row.map((_cell, column) => strip.cell(place, column))).toEqual(row);
          expect(strip.row(place)).toEqual(new IndicatorRow(schema, row, 1_000 + place));
        });
      }),
    );
  });

  it('gives rows as values: a text, a flag, or nothing while it is not ready', () => {
    const strip = stripOf([
      [1, 0, 0],
      [2, 1, NaN],
    ]);
    expect(strip.row(1).toJSON()).toEqual({ close: 2, trend: 'down', on: null });
    expect(['close', 'trend', 'on', 'off'].map((name) => strip.value(1, name))).toEqual([
      2,
      'down',
      undefined,
      undefined,
    ]);
    expect(strip.value(0, 'on')).toBe(false);
  });

  it('gives rows that stay as they are when the strip goes on', () => {
    const strip = stripOf([[1, 0, 1]], 2);
    const row = strip.row(0);
    strip.cells.fill(9);
    expect(row.cells).toEqual([1, 0, 1]);
  });

  it('has no cell outside', () => {
    expect([stripOf([[1, 1, 1]]).cell(1, 0), stripOf([[1, 1, 1]]).cell(-1, 0)]).toEqual([NaN, NaN]);
  });

  it('begins with the rows that it copies', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (rows, a, b) => {
        const from = a % rows.length;
        const count = b % (rows.length - from + 1);
        const copy = new RowStrip(schema, 12);
        copy.copyFrom(stripOf(rows), from, count);
        const [copied, own] = [stripOf(rows), Array.from({ length: count }, (_, place) => copy.row(place))];
        expect(own).toEqual(own.map((_row, place) => copied.row(from + place)));
        expect(copy.closeTimes[count]).toBe(0);
      }),
    );
  });
});
