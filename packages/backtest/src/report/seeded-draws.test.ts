import { SeededDraws } from './seeded-draws.js';

const drawn = (seed: number, count: number, below: number): number[] => {
  const draws = new SeededDraws(seed);
  return Array.from({ length: count }, () => draws.below(below));
};

test('one seed gives one series, another seed another', () => {
  expect(drawn(7, 50, 1_000)).toEqual(drawn(7, 50, 1_000));
  expect(drawn(8, 50, 1_000)).not.toEqual(drawn(7, 50, 1_000));
});

test.each([0, 1, 2, -5, 123_456_789])(
  'draws of seed %d are even: chi-square of ten cells stays below its 99.9 %% point',
  (seed) => {
    const cells = Array.from({ length: 10 }, () => 0);
    for (const cell of drawn(seed, 100_000, 10)) cells[cell] = (cells[cell] ?? NaN) + 1;
    const chiSquare = cells.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
    // Nine degrees of freedom.
    expect(chiSquare).toBeLessThan(27.88);
  },
);

test('neighbours are not related: the correlation of a draw with the next is that of chance', () => {
  const values = drawn(3, 100_001, 1_000).map((one) => one - 499.5);
  const products = values.slice(1).map((one, at) => one * (values[at] ?? NaN));
  const correlation = products.reduce((total, one) => total + one, 0) / 100_000 / (1_000 ** 2 / 12);
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(100_000));
});
