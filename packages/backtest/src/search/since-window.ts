import type { EquityCurve } from '../equity-curve.js';
import { lastAt } from '../report/last-at.js';
import type { BacktestResult } from '../run-backtest.js';

/** The part of a result that belongs to a window: what was decided on the candles before it, on which nothing was traded, is left out. */
export function sinceWindow(result: BacktestResult, from: number): BacktestResult {
  const isIn = ({ decidedAt }: { readonly decidedAt: number }): boolean => decidedAt > from;
  return {
    ...result,
    signals: result.signals.filter(isIn),
    denials: result.denials.filter(isIn),
    equity: curveSince(result.equity, from),
  };
}

/** Begins at the window with what the account was worth then. */
function curveSince(curve: EquityCurve, from: number): EquityCurve {
  const last = lastAt(curve.at.subarray(0, curve.length), from);
  if (last < 0) return curve;
  const cut = (column: Float64Array): Float64Array => column.slice(last, curve.length);
  const at = cut(curve.at);
  at[0] = from;
  return { length: at.length, at, equity: cut(curve.equity), balance: cut(curve.balance) };
}
