import type { Direction, Timeframe } from '@q/events';
import { byLength } from '@q/events';
import type { RecentRows, Signal, Strategy } from '@q/trading';
import { StrategyView } from '@q/trading';
import type { Emit } from './define-service.js';

/** A strategy on a symbol. */
export interface StrategySeat {
  readonly symbol: string;
  readonly strategy: Strategy;
  readonly enabled: boolean;
}

/** The same with what it sees and what it said. */
export interface Seat extends StrategySeat {
  readonly lowest: Timeframe;
  readonly view: StrategyView;
  readonly rows: readonly RecentRows[];
  /** Open positions by direction: an exit is only signalled for one that is open. */
  readonly open: Record<Direction, number>;
  /** Close of the candle for which each signal was given last: none is given twice for one candle. */
  readonly signalled: Map<string, number>;
}

export type Produces =
  'EntrySignal' | 'ExitSignal' | 'StrategyActivated' | 'StrategyDeactivated' | 'StrategyEvaluationError';

/** @throws Error where the strategy looks further back than rows are kept */
export function takeSeat(one: StrategySeat, rowsOf: (timeframe: Timeframe) => RecentRows, limit: number): Seat {
  const { name, timeframes, rowsNeeded } = one.strategy;
  const [lowest] = [...timeframes].sort(byLength);
  if (lowest === undefined) throw new Error(`strategy "${name}" has no timeframe`);
  if (rowsNeeded > limit) {
    throw new Error(
      `strategy "${name}" looks at ${rowsNeeded} rows, recent_rows_limit keeps ${limit}: raise services.indicator_calculation.recent_rows_limit`,
    );
  }
  const rows = timeframes.map(rowsOf);
  return {
    ...one,
    lowest,
    view: new StrategyView(timeframes, rows),
    rows,
    open: { long: 0, short: 0 },
    signalled: new Map(),
  };
}

/** @returns the error of a strategy that failed, after telling of it */
export function evaluate(seat: Seat, minRows: number, mayEnter: boolean, emit: Emit<Produces>): unknown {
  if (seat.rows.some((recent) => recent.count < minRows)) return undefined;
  try {
    for (const signal of seat.strategy.evaluate(seat.view)) tell(seat, signal, mayEnter, emit);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    emit({ type: 'StrategyEvaluationError', strategy: seat.strategy.name, symbol: seat.symbol, message });
    return error;
  }
}

function tell(seat: Seat, { kind, direction }: Signal, mayEnter: boolean, emit: Emit<Produces>): void {
  const row = seat.view.row(seat.lowest);
  const price = row?.value('close');
  const key = `${kind} ${direction}`;
  if (row === undefined || typeof price !== 'number' || seat.signalled.get(key) === row.closeTime) return;
  if (kind === 'entry' ? !mayEnter : seat.open[direction] === 0) return;
  seat.signalled.set(key, row.closeTime);
  const about = {
    strategy: seat.strategy.name,
    symbol: seat.symbol,
    timeframe: seat.lowest,
    direction,
    price,
    decidedAt: row.closeTime,
  };
  if (kind === 'entry') emit({ type: 'EntrySignal', ...about });
  else emit({ type: 'ExitSignal', ...about, reason: 'exit_signal' });
}
