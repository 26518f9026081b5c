import type { EquityCurve } from '../equity-curve.js';
import type { BacktestResult } from '../run-backtest.js';

/**
 * The runs of windows that follow one another as one run: what they traded one after the other, and one equity curve. Each began with what the
 * one before it ended with. @throws Error where there is none
 */
export function joinedRun(runs: readonly BacktestResult[]): BacktestResult {
  const [first] = runs;
  if (first === undefined) throw new Error('there is no run to join');
  const swaps = runs.flatMap((run) => run.swaps ?? []);
  const failures = runs.flatMap((run) => run.failures ?? []);
  const strategyErrors = runs.flatMap((run) => run.strategyErrors ?? []);
  const { haltedBecause: _ofOneWindow, ...whole } = first;
  return {
    ...whole,
    trades: runs.flatMap(({ trades }) => trades),
    orders: runs.flatMap(({ orders }) => orders),
    fills: runs.flatMap(({ fills }) => fills),
    signals: runs.flatMap(({ signals }) => signals),
    denials: runs.flatMap(({ denials }) => denials),
    levels: runs.flatMap(({ levels }) => levels),
    equity: joinedCurve(runs.map(({ equity }) => equity)),
    openPositions: runs.reduce((total, { openPositions }) => total + openPositions, 0),
    ...(swaps.length === 0 ? {} : { swaps }),
    ...(failures.length === 0 ? {} : { failures }),
    ...(strategyErrors.length === 0 ? {} : { strategyErrors }),
  };
}

/** An instant at which one window ends and the next begins is told once, by the later one. */
function joinedCurve(curves: readonly EquityCurve[]): EquityCurve {
  const at: number[] = [];
  const equity: number[] = [];
  const balance: number[] = [];
  for (const curve of curves) {
    for (let point = 0; point < curve.length; point += 1) {
      const instant = curve.at[point] ?? NaN;
      if (at.at(-1) === instant) [at, equity, balance].forEach((column) => column.pop());
      at.push(instant);
      equity.push(curve.equity[point] ?? NaN);
      balance.push(curve.balance[point] ?? NaN);
    }
  }
  return {
    length: at.length,
    at: Float64Array.from(at),
    equity: Float64Array.from(equity),
    balance: Float64Array.from(balance),
  };
}
