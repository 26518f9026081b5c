import { defineSearch } from '@q/config';
import type { SearchInput } from '@q/config';
import { gridOf, gridSize } from './parameter-grid.js';

const space = (parameters: SearchInput['parameters']) =>
  defineSearch({ method: 'random', trials: 1, parameters }).parameters;

test('lists every combination, the last parameter changing fastest', () => {
  expect(gridOf(space({ a: [1, 2], b: ['x', true] }))).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: true },
    { a: 2, b: 'x' },
    { a: 2, b: true },
  ]);
});

test('a range with a step includes its end where the steps meet it, without dust of binary fractions', () => {
  const values = (from: number, to: number, step: number) => gridOf(space({ a: { from, to, step } })).map(({ a }) => a);
  expect(values(0.1, 0.5, 0.1)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(values(1, 10, 4)).toEqual([1, 5, 9]);
  expect(values(-1, 1, 1)).toEqual([-1, 0, 1]);
});

test('a list of lists is a list of values', () => {
  expect(gridOf(space({ days: [['mon'], ['mon', 'tue']] }))).toEqual([{ days: ['mon'] }, { days: ['mon', 'tue'] }]);
});

test('a range without a step has no end of values', () => {
  const parameters = space({ a: { from: 1, to: 2 } });
  expect(gridSize(parameters)).toBeUndefined();
  expect(() => gridOf(parameters)).toThrow('cannot be a grid');
});

test('a grid that nobody could run is refused with its size', () => {
  const axis = { from: 1, to: 1_000, step: 1 };
  expect(gridSize(space({ a: axis, b: axis, c: [1, 2] }))).toBe(2_000_000);
  expect(() => gridOf(space({ a: axis, b: axis, c: [1, 2] }))).toThrow('2000000 combinations');
});
