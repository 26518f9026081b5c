import { equityAt, equityTrack, forEachStep, meanEquity } from './equity-track.js';
import { trackOf } from './testing/hand-made.js';

const track = trackOf([10, 100], [20, 50], [40, 200]);

test('equity holds from the instant at which it changed, and before the first it is the first', () => {
  expect([0, 10, 19, 20, 39, 40, 99].map((instant) => equityAt(track, instant))).toEqual([
    100, 100, 100, 50, 50, 200, 200,
  ]);
});

test('the mean weighs each equity with its time', () => {
  // 100 for 20, 50 for 20, 200 for 10: 5,000 / 50.
  expect(meanEquity(track, { startedAt: 0, endedAt: 50 })).toBe(100);
  expect(meanEquity(track, { startedAt: 30, endedAt: 50 })).toBe((50 * 10 + 200 * 10) / 20);
  expect(meanEquity(track, { startedAt: 0, endedAt: 0 })).toBe(100);
});

test('the steps of a range last exactly as long as the range', () => {
  for (const [startedAt, endedAt] of [
    [0, 50],
    [15, 45],
    [25, 30],
    [41, 90],
  ] as const) {
    let whole = 0;
    forEachStep(track, { startedAt, endedAt }, (_equity, ms) => (whole += ms));
    expect(whole).toBe(endedAt - startedAt);
  }
});

test('without any word of the account equity is the start balance, and room behind a curve does not count', () => {
  const none = new Float64Array(0);
  expect(equityTrack({ length: 0, at: none, equity: none, balance: none }, 500, 7)).toEqual(trackOf([7, 500]));
  const [at, equity] = [Float64Array.of(1, 2, 0), Float64Array.of(5, 6, 0)];
  expect(equityTrack({ length: 2, at, equity, balance: equity }, 500, 7)).toEqual(trackOf([1, 5], [2, 6]));
});
