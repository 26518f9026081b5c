import { OBJECTIVES } from '@q/config';
import { report } from '../report/report.js';
import { DAY_MS, MONDAY, repeated, resultOf, tradesOf } from '../report/testing/hand-made.js';
import { compareObjectives, objectiveOf, trialFigures } from './trial-figures.js';

const candles = Array.from({ length: 3 }, (_, day) => ({ openTime: MONDAY + day * DAY_MS, open: 1, close: 1 }));
const figures = trialFigures(
  report(resultOf({ trades: tradesOf(...repeated([30, -10], 20)) }), { EURUSD: { periodMs: DAY_MS, candles } }),
);

test('takes the figures of the report, and why there are none', () => {
  expect(Object.keys(figures).sort()).toEqual(['trades', ...OBJECTIVES].sort());
  expect(figures).toMatchObject({ trades: 40, profit_factor: 3, win_rate: 0.5, sharpe: { na: '3 days < 30' } });
});

test('fewer trades than asked for are no figure', () => {
  expect(objectiveOf(figures, { objective: 'profit_factor', min_trades: 40 })).toBe(3);
  expect(objectiveOf(figures, { objective: 'profit_factor', min_trades: 41 })).toEqual({ na: '40 trades < 41' });
});

test('more is better, but of a drawdown less; what cannot be told comes last', () => {
  expect(compareObjectives('sharpe', 2, 1)).toBeLessThan(0);
  expect(compareObjectives('max_drawdown_percent', 2, 1)).toBeGreaterThan(0);
  expect(compareObjectives('sharpe', { na: 'x' }, -9)).toBeGreaterThan(0);
  expect(compareObjectives('max_drawdown_percent', 50, { na: 'x' })).toBeLessThan(0);
  expect(compareObjectives('sharpe', { na: 'x' }, { na: 'y' })).toBe(0);
});
