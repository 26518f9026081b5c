import { backOffMs, RestartBudget, seededJitter } from './restart-budget.js';

test('allows so many restarts within the window, not one more, and forgets those that are older', () => {
  const budget = new RestartBudget({ maxRestarts: 2, windowMs: 1_000 });
  expect([0, 500, 999].map((now) => budget.take(now))).toEqual([true, true, false]);
  budget.succeeded();
  expect(budget.take(999)).toBe(false);
  expect(budget.take(1_000)).toBe(true);
  expect(budget.take(1_400)).toBe(false);
});

test('counts restarts in a row whatever their distance, until it works again', () => {
  const budget = new RestartBudget({ maxRestarts: 2, windowMs: 10 });
  expect([0, 100, 200].map((now) => budget.take(now))).toEqual([true, true, false]);
  expect(budget.inARow).toBe(2);
  budget.succeeded();
  expect(budget.inARow).toBe(0);
  expect(budget.take(300)).toBe(true);
});

test('no restart is allowed where the budget is none', () => {
  expect(new RestartBudget({ maxRestarts: 0, windowMs: 1_000 }).take(0)).toBe(false);
});

test('the back-off doubles from 250 ms to 30 s, scaled by the jitter', () => {
  expect([1, 2, 3, 7, 8, 20].map((restart) => backOffMs(restart, 1))).toEqual([
    250, 500, 1_000, 16_000, 30_000, 30_000,
  ]);
  expect(backOffMs(3, 0.25)).toBe(250);
});

test('jitter lies between 0 and 1, is spread, and the same for one seed', () => {
  const draw = (seed: number): readonly number[] => {
    const next = seededJitter(seed);
    return Array.from({ length: 1_000 }, next);
  };
  const numbers = draw(7);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1);
  expect(draw(7)).toEqual(numbers);
  expect(draw(8)).not.toEqual(numbers);
});
