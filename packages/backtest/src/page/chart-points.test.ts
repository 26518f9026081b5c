import { drawdownPoints, equityPoints, MOST_POINTS } from './chart-points.js';

const curve = (values: readonly number[], stepMs = 60_000) => ({
  length: values.length,
  at: values.map((_, index) => index * stepMs),
  equity: values,
});

test('a short curve is drawn as it is', () => {
  expect(equityPoints(curve([100, 110, 99]))).toEqual({ time: [0, 60, 120], value: [100, 110, 99] });
  expect(drawdownPoints(curve([100, 110, 99]))).toEqual({ time: [0, 60, 120], value: [0, 0, -10] });
});

test('of a long one each stretch leaves its last equity and its deepest drawdown', () => {
  const values = Array.from({ length: 10 * MOST_POINTS }, (_, index) => (index === 12_345 ? 50 : 100 + (index % 7)));
  const [equity, drawdown] = [equityPoints(curve(values)), drawdownPoints(curve(values))];
  expect(equity.time).toHaveLength(MOST_POINTS);
  expect(equity.value.at(-1)).toBe(values.at(-1));
  expect(equity.value).not.toContain(50);
  expect(Math.min(...drawdown.value)).toBeCloseTo(((50 - 106) / 106) * 100, 4);
});

test('what happens within a second is one point', () => {
  expect(equityPoints(curve([1, 2, 3, 4], 400))).toEqual({ time: [0, 1], value: [3, 4] });
});

test('nothing is drawn of nothing', () => {
  expect(equityPoints(curve([]))).toEqual({ time: [], value: [] });
});
