import { defineSearch } from '@q/config';
import { rungsOf } from './rungs.js';

const settings = (more: object) => defineSearch({ parameters: { a: [1] }, ...more });

test('grid and random have one round over all data', () => {
  expect(rungsOf(settings({}), 7)).toEqual([{ count: 7, share: 1 }]);
});

test('successive halving keeps a part for a multiple of the data, the last round has all', () => {
  const rungs = rungsOf(settings({ method: 'halving', halving: { rungs: 3, factor: 3 } }), 20);
  expect(rungs.map(({ count }) => count)).toEqual([20, 7, 3]);
  expect(rungs.map(({ share }) => share)).toEqual([1 / 9, 1 / 3, 1]);
});

test('one combination is left at least', () => {
  const rungs = rungsOf(settings({ method: 'halving', halving: { rungs: 5, factor: 4 } }), 3);
  expect(rungs.map(({ count }) => count)).toEqual([3, 1, 1, 1, 1]);
});
