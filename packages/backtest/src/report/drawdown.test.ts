import fc from 'fast-check';
import { conditionalDrawdown, depths, drawdownFigures, drawdowns, ulcerIndex } from './drawdown.js';
import { cents, trackOf } from './testing/hand-made.js';

const money = cents;
const at = (text: string): number => Date.parse(`${text}T00:00Z`);

/** Falls of 20 % (to 80), 10 % (150 to 135, never made good), and before them none. */
const track = trackOf([0, 100], [10, 90], [20, 80], [30, 100], [40, 150], [50, 140], [60, 135]);
const range = { startedAt: 0, endedAt: 100 };

test('every fall from a peak is a drawdown until the peak is reached again', () => {
  expect(drawdowns(track)).toEqual([
    { peak: 100, peakAt: 0, trough: 80, troughAt: 20, recoveredAt: 30 },
    { peak: 150, peakAt: 40, trough: 135, troughAt: 60, recoveredAt: undefined },
  ]);
});

test('the deepest is told with its times, the others in the mean and in the time under water', () => {
  expect(drawdownFigures({ track, range, dailyEquity: [100, 80, 135], money })).toEqual({
    maxPercent: 20,
    maxAmount: 20,
    peakAt: 0,
    troughAt: 20,
    recoveredAt: 30,
    durationMs: 30,
    largestAmount: 20,
    averagePercent: expect.closeTo(15, 10),
    // 10 to 30 and 50 to 100.
    timeUnderWaterPercent: 70,
    // The third value is above the first peak: only 20 % of one of three days.
    ulcerIndexPercent: 100 * Math.sqrt(0.04 / 3),
  });
});

test('the largest fall in money may be another than the deepest in percent', () => {
  const two = trackOf([0, 100], [10, 50], [20, 1_000], [30, 900]);
  const figures = drawdownFigures({ track: two, range, dailyEquity: [100, 900], money });
  expect(figures).toMatchObject({ maxPercent: 50, maxAmount: 50, largestAmount: 100, recoveredAt: 20 });
});

test('a drawdown that is not made good lasts to the end of the run', () => {
  const fallen = trackOf([0, 100], [10, 120], [20, 60]);
  expect(drawdownFigures({ track: fallen, range, dailyEquity: [100, 60], money })).toMatchObject({
    maxPercent: 50,
    peakAt: 10,
    recoveredAt: { na: 'not recovered at the end of the run' },
    durationMs: 90,
  });
});

test('equity that never falls has a drawdown of 0 and no times of it', () => {
  const none = { na: 'equity never fell below a former peak' };
  expect(
    drawdownFigures({ track: trackOf([0, 100], [5, 100], [9, 101]), range, dailyEquity: [100, 101], money }),
  ).toEqual({
    maxPercent: 0,
    maxAmount: 0,
    peakAt: none,
    troughAt: none,
    recoveredAt: none,
    durationMs: none,
    largestAmount: 0,
    averagePercent: none,
    timeUnderWaterPercent: 0,
    ulcerIndexPercent: 0,
  });
});

test('equity below 0 is a fall of more than 100 %, and equity that began there has no percent', () => {
  const below = trackOf([0, 100], [10, -50]);
  expect(drawdownFigures({ track: below, range, dailyEquity: [100, -50], money }).maxPercent).toBe(150);
  const never = drawdownFigures({ track: trackOf([0, 0], [10, -50]), range, dailyEquity: [0, -50], money });
  expect(never.maxPercent).toEqual({ na: 'equity was never above 0' });
  expect(never.ulcerIndexPercent).toEqual({ na: 'equity was never above 0' });
});

test('the ulcer index of falls of 0, 3 and 4 percent is the root of 25 / 3', () => {
  expect(ulcerIndex([100, 97, 96])).toBeCloseTo(Math.sqrt(25 / 3), 10);
});

test('of a hundred days that fall by one to a hundred per mille, the deepest five fall by 98 on their mean', () => {
  const equity = [1_000, ...Array.from({ length: 100 }, (_, day) => 999 - day)];
  // The quantile lies at place 5 of 101 values.
  expect(conditionalDrawdown(equity)).toBeCloseTo((100 + 99 + 98 + 97 + 96 + 95) / 60, 10);
});

test('no drawdown is negative, and the deepest is that of the highest peak before every trough', () => {
  const points = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(points, (values) => {
      const found = drawdowns(trackOf(...values.map((value, step) => [step, value] as const)));
      for (const { peak, trough, peakAt, troughAt } of found) {
        expect(trough).toBeLessThan(peak);
        expect(troughAt).toBeGreaterThan(peakAt);
      }
      const deepest = Math.max(0, ...found.map(({ peak, trough }) => (peak - trough) / peak));
      const pairs = values.flatMap((high, from) => values.slice(from).map((low) => (high - low) / high));
      expect(deepest).toBeCloseTo(Math.max(...pairs), 12);
      expect(Math.max(...depths(values))).toBeCloseTo(deepest, 12);
    }),
  );
});

test('times of drawdowns are instants of the track', () => {
  const days = trackOf([at('2025-01-06'), 100], [at('2025-01-07'), 90]);
  const [one] = drawdowns(days);
  expect([one?.peakAt, one?.troughAt]).toEqual([at('2025-01-06'), at('2025-01-07')]);
});
