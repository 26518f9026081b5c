import { twice } from './twice.js';

test('two readers get everything in its order, and the source is read once, whoever is ahead', () => {
  let read = 0;
  function* source() {
    for (; read < 6;) yield (read += 1);
  }
  const [one, other] = twice(source());
  const first = one[Symbol.iterator]();
  const second = other[Symbol.iterator]();
  const got = [first, first, second, first, second, second, second].map((reader) => reader.next().value);
  expect([got, read]).toEqual([[1, 2, 1, 3, 2, 3, 4], 4]);
  expect([...one]).toEqual([4, 5, 6]);
  expect([...other]).toEqual([5, 6]);
});
