import { defineConfig } from '@q/config';
import { findWiringProblems } from './check-wiring.js';

const STEPS = ['data_fetching', 'indicator_calculation', 'strategy_evaluation', 'trade_execution'] as const;

function problemsOf(enabled: readonly boolean[]): readonly string[] {
  const services = Object.fromEntries(STEPS.map((step, index) => [step, { enabled: enabled[index] ?? true }]));
  return findWiringProblems(defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] }, services }));
}

const ALL = Array.from({ length: 16 }, (_, bits) => STEPS.map((_step, place) => (bits & (1 << place)) !== 0));
/** A tail is off where nothing that is on stands behind something that is off. */
const isTail = (enabled: readonly boolean[]): boolean =>
  enabled.every((on, index) => !on || enabled.slice(0, index).every(Boolean));

test.each(ALL.filter(isTail).map((enabled) => [enabled] as const))(
  '%j works: only a tail of the line is off',
  (enabled) => {
    expect(problemsOf(enabled)).toEqual([]);
  },
);

test.each(ALL.filter((enabled) => !isTail(enabled)).map((enabled) => [enabled] as const))(
  '%j does not work, and both ways out are named',
  (enabled) => {
    const [problem] = problemsOf(enabled);
    const off = STEPS[enabled.indexOf(false)];
    expect(problem).toContain(`enable ${off}`);
  },
);
