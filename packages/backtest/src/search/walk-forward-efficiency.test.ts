import { walkForwardEfficiency } from './walk-forward-efficiency.js';

const span = (from: number, to: number) => ({ from, to });
const window = (inSamplePercent: number, outOfSamplePercent: number) => ({
  inSample: span(0, 100),
  outOfSample: span(100, 120),
  inSamplePercent,
  outOfSamplePercent,
});

test('compares profits over the same time', () => {
  expect(walkForwardEfficiency([window(10, 2)])).toBeCloseTo(100, 10);
  expect(walkForwardEfficiency([window(10, 2), window(30, -1)])).toBeCloseTo(12.5, 10);
});

test('windows that were not traded do not count, and without a profit in sample there is none', () => {
  const idle = { ...window(10, 0), outOfSamplePercent: { na: 'it was not traded' } };
  expect(walkForwardEfficiency([window(10, 2), idle])).toBeCloseTo(100, 10);
  expect(walkForwardEfficiency([idle])).toEqual({ na: 'no window was traded' });
  expect(walkForwardEfficiency([window(-1, 5)])).toEqual({ na: expect.stringContaining('no profit in sample') });
});
