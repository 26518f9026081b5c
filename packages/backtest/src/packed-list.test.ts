import fc from 'fast-check';
import { PackedList } from './packed-list.js';

const value = fc.oneof(
  fc.constantFrom(0, -0, NaN, 1, 'a', 'b', true, undefined, null),
  fc.double(),
  fc.string(),
  fc.record({ price: fc.integer() }),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const NAMES = ['id', 'price', 'side', 'at', 'stop'];
const object = fc
  .tuple(fc.shuffledSubarray(NAMES), fc.array(value, { minLength: NAMES.length, maxLength: NAMES.length }))
  .map(([names, values]) => Object.fromEntries(names.map((name, index) => [name, values[index]])));

test('gives back objects equal to those that were added, their fields in the same order, whenever it is asked', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 40 }), fc.array(object, { maxLength: 10 }), (before, after) => {
      const list = new PackedList<object>();
      for (const one of before) list.add(one);
      expect(list.all).toStrictEqual(before);
      for (const one of after) list.add(one);
      expect(list.all).toStrictEqual([...before, ...after]);
      expect(list).toHaveLength(before.length + after.length);
      expect(list.all.map((one) => Object.keys(one))).toEqual([...before, ...after].map((one) => Object.keys(one)));
    }),
  );
});

test('keeps more than fits into one chunk', () => {
  const list = new PackedList<{ readonly at: number; readonly id: string; readonly symbol: string }>();
  const rows = Array.from({ length: 10_000 }, (_, at) => ({ at: at / 3, id: `id-${at}`, symbol: 'EURUSD' }));
  for (const row of rows) list.add(row);
  expect(list.all).toStrictEqual(rows);
});

test('gives the same objects each time', () => {
  const list = new PackedList<{ readonly at: number }>();
  list.add({ at: 1 });
  expect(list.all[0]).toBe(list.all[0]);
});

test('keeps objects of 31 fields and refuses more', () => {
  const fields = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]));
  const list = new PackedList<object>();
  list.add(fields(31));
  list.add(fields(31));
  expect(list.all).toStrictEqual([fields(31), fields(31)]);
  expect(() => new PackedList<object>().add(fields(32))).toThrow('32 fields');
});
