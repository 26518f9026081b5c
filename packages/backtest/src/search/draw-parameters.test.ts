import { defineSearch } from '@q/config';
import type { SearchInput } from '@q/config';
import fc from 'fast-check';
import { drawParameters } from './draw-parameters.js';

const space = (parameters: SearchInput['parameters']) =>
  defineSearch({ method: 'random', trials: 1, parameters }).parameters;

test('the same seed draws the same, another seed something else', () => {
  const parameters = space({ a: { from: 0, to: 1 }, b: ['x', 'y'] });
  const draw = (seed: number) => drawParameters(parameters, { trials: 20, seed });
  expect(draw(3)).toEqual(draw(3));
  expect(draw(4)).not.toEqual(draw(3));
});

test('fewer trials begin the same list', () => {
  const parameters = space({ a: { from: 0, to: 1 } });
  expect(drawParameters(parameters, { trials: 5, seed: 1 })).toEqual(
    drawParameters(parameters, { trials: 9, seed: 1 }).slice(0, 5),
  );
});

test('draws each combination once, inside of its range, and whole where that is asked for', () => {
  const parameters = space({
    even: { from: -3, to: 5 },
    log: { from: 0.01, to: 100, scale: 'log' },
    whole: { from: 1.5, to: 9.5, whole: true },
    wholeLog: { from: 1.5, to: 999.5, scale: 'log', whole: true },
    listed: [1, 2, 3],
    stepped: { from: 0, to: 1, step: 0.25 },
  });
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const drawn = drawParameters(parameters, { trials: 20, seed });
      expect(new Set(drawn.map((point) => JSON.stringify(point))).size).toBe(20);
      for (const { even, log, whole, wholeLog, listed, stepped } of drawn) {
        expect(Number(even)).toBeGreaterThanOrEqual(-3);
        expect(Number(even)).toBeLessThanOrEqual(5);
        expect(Number(log)).toBeGreaterThanOrEqual(0.01);
        expect(Number(log)).toBeLessThanOrEqual(100);
        expect([2, 3, 4, 5, 6, 7, 8, 9]).toContain(whole);
        expect(Number.isInteger(wholeLog) && Number(wholeLog) >= 2 && Number(wholeLog) <= 999).toBe(true);
        expect([1, 2, 3]).toContain(listed);
        expect([0, 0.25, 0.5, 0.75, 1]).toContain(stepped);
      }
    }),
    { numRuns: 20 },
  );
});

test('on a log scale half of the values lie below the geometric middle', () => {
  const drawn = drawParameters(space({ a: { from: 1, to: 10_000, scale: 'log' } }), { trials: 2_000, seed: 1 });
  const below = drawn.filter(({ a }) => Number(a) < 100).length / 2_000;
  expect(below).toBeGreaterThan(0.46);
  expect(below).toBeLessThan(0.54);
});

test('where there are no more combinations than trials, it is every one in the order of the grid', () => {
  expect(drawParameters(space({ a: [1, 2], b: [3] }), { trials: 9, seed: 1 })).toEqual([
    { a: 1, b: 3 },
    { a: 2, b: 3 },
  ]);
});

test('a range of few whole numbers ends with what there is', () => {
  const drawn = drawParameters(space({ a: { from: 1, to: 4, whole: true } }), { trials: 50, seed: 1 });
  expect(drawn.map(({ a }) => Number(a)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
});
