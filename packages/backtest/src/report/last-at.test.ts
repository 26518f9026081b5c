import fc from 'fast-check';
import { lastAt } from './last-at.js';

test('the last time that is not after an instant is found, as by looking at each', () => {
  const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.integer({ min: -5, max: 55 }), (list, instant) => {
      expect(lastAt(list, instant)).toBe(list.filter((time) => time <= instant).length - 1);
    }),
  );
});
