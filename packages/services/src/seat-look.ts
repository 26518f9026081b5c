import type { Strategy } from '@q/trading';
import { checkedSignals } from './checked-signals.js';
import type { Seat } from './strategy-seat.js';
import { followPrices, holds } from './seat-positions.js';

type RowRange = Parameters<NonNullable<Strategy['scan']>>[0];

/**
 * Shortens a range of the next rows to those that a strategy wants nothing on, without asking it for each; false where it has to be asked. Its view
 * shows the row before them.
 */
export function limitToContent(seat: Seat, range: RowRange): boolean {
  const { strategy, view, rows } = seat;
  if (strategy.scan === undefined || strategy.schedule !== undefined) return false;
  for (const recent of rows) if (recent.count < strategy.warmUp) return false;
  view.open();
  const isTold = strategy.scan(range, view, { long: holds(seat, 'long'), short: holds(seat, 'short') });
  view.close();
  return isTold;
}

/**
 * Asks a strategy about the newest row before that row is published: whether it leaves it at that. Its answer is kept for when the row comes, so
 * that it is asked once for each. `undefined` where it is not asked before: its duty begins or ends with the row.
 */
export function isContent(seat: Seat, minRows: number): boolean | undefined {
  for (const recent of seat.rows) if (recent.count < minRows) return true;
  const closeTime = seat.rows[seat.lowestPlace]?.closeTime(0) ?? NaN;
  if (seat.isScheduled(closeTime) !== seat.isOnDuty) return undefined;
  const { answer } = seat;
  if (answer.closeTime !== closeTime) ask(seat, closeTime);
  if (answer.failed !== undefined) return false;
  for (const { kind, direction } of answer.signals)
    if (kind === 'entry' ? seat.isOnDuty : holds(seat, direction)) return false;
  return true;
}

/** Where it fails, that is told when the row is published. */
function ask(seat: Seat, closeTime: number): void {
  const { view, answer } = seat;
  followPrices(seat);
  view.open();
  answer.closeTime = closeTime;
  answer.failed = undefined;
  try {
    answer.signals = checkedSignals(seat.strategy.evaluate(view));
  } catch (error) {
    answer.failed = { error };
  } finally {
    view.close();
  }
}
