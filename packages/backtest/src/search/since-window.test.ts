import { denialOf, HOUR_MS, MONDAY, resultOf } from '../report/testing/hand-made.js';
import { joinedRun } from './joined-run.js';
import { sinceWindow } from './since-window.js';

const curveOf = ({ equity: { at, equity } }: ReturnType<typeof resultOf>) =>
  [...at].map((time, place) => [time, equity[place]]);

test('what was decided before the window is left out, and equity begins with it', () => {
  const denied = [denialOf('cooldown'), { ...denialOf('cooldown'), decidedAt: MONDAY + 2 * HOUR_MS }];
  const whole = resultOf({
    equity: [
      [MONDAY, 100],
      [MONDAY + 2 * HOUR_MS, 120],
    ],
    more: { denials: denied },
  });
  const part = sinceWindow(whole, MONDAY + HOUR_MS);
  expect(part.denials).toEqual(denied.slice(1));
  expect(curveOf(part)).toEqual([
    [MONDAY + HOUR_MS, 100],
    [MONDAY + 2 * HOUR_MS, 120],
  ]);
  expect(curveOf(whole)[0]).toEqual([MONDAY, 100]);
});

test('runs are joined to one curve, an instant that two share is that of the later one', () => {
  const points = (...hours: readonly (readonly [number, number])[]) =>
    resultOf({
      equity: hours.map(([hour, equity]) => [MONDAY + hour * HOUR_MS, equity] as const),
      more: { openPositions: 1 },
    });
  const joined = joinedRun([points([0, 100], [1, 110]), points([1, 110.5], [2, 90])]);
  expect(curveOf(joined).map(([, equity]) => equity)).toEqual([100, 110.5, 90]);
  expect(joined.openPositions).toBe(2);
  expect(() => joinedRun([])).toThrow('no run');
});
