import type { StretchRows } from '@q/events';
import type { Seat } from './strategy-seat.js';
import { followPrices, holds } from './seat-positions.js';

/**
 * How many of the next rows a strategy wants nothing on, told without asking it for each; `undefined` where it has to be asked. Its view shows the
 * row before them.
 */
export function contentRows(seat: Seat, { strip, from }: StretchRows, count: number): number | undefined {
  const { strategy, view, rows, lowestPlace: timeframe } = seat;
  if (strategy.scan === undefined || strategy.schedule !== undefined) return undefined;
  for (const recent of rows) if (recent.count < strategy.warmUp) return undefined;
  view.open();
  const range = { strip, from, timeframe, count };
  const isTold = strategy.scan(range, view, { long: holds(seat, 'long'), short: holds(seat, 'short') });
  view.close();
  return isTold ? range.count : undefined;
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
    answer.signals = seat.strategy.evaluate(view);
  } catch (error) {
    answer.failed = { error };
  } finally {
    view.close();
  }
}
