import fc from 'fast-check';
import { SmallMap } from './small-map.js';

const key = fc.integer({ min: 0, max: 14 }).map((number) => `order-${number}`);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ set: key, to: fc.integer() }) },
  { weight: 2, arbitrary: fc.record({ drop: key }) },
);

test('holds what a map holds, in its order, be it few entries or many', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [small, map] = [new SmallMap<string, number>(), new Map<string, number>()];
      for (const one of steps) {
        if ('set' in one) {
          small.set(one.set, one.to);
          map.set(one.set, one.to);
        } else expect(small.delete(one.drop)).toBe(map.delete(one.drop));
        expect([small.size, small.values(), small.entries()]).toEqual([map.size, [...map.values()], [...map]]);
        for (let number = 0; number < 15; number += 1)
          expect([small.has(`order-${number}`), small.get(`order-${number}`)]).toEqual([
            map.has(`order-${number}`),
            map.get(`order-${number}`),
          ]);
      }
    }),
  );
});

test('what was handed out does not change when entries come and go', () => {
  const map = new SmallMap<string, number>();
  map.set('one', 1);
  const [values, entries] = [map.values(), map.entries()];
  map.set('two', 2);
  map.delete('one');
  expect([values, entries]).toEqual([[1], [['one', 1]]]);
});
