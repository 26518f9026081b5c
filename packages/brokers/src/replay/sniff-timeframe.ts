import type { Timeframe } from '@q/events';
import { TIMEFRAMES, timeframeMs, timeframeOfMs } from '@q/events';
import type { CandleColumns } from '../feed/candle-columns.js';
import { CandleDataError } from './candle-data-error.js';

const MINUTE_MS = 60_000;
const ALLOWED = TIMEFRAMES.map((timeframe) => `'${timeframe}'`).join(', ');

/** The timeframe of a series: what is stated, or else the most frequent distance between two rows. */
export function sniffTimeframe(columns: CandleColumns, stated: Timeframe | undefined, file: string): Timeframe {
  const spacing = usualSpacing(columns);
  if (stated !== undefined) {
    if (spacing === undefined || spacing >= timeframeMs(stated)) return stated;
    const problem = `most rows are ${inWords(spacing)} apart, so they cannot be candles of timeframe '${stated}'`;
    throw new CandleDataError(`${problem}; leave \`timeframe:\` out or correct it`, { file });
  }
  if (spacing === undefined) {
    if (columns.length > 1) throw new CandleDataError(backwards(columns), { file });
    const problem = 'one row does not show its timeframe';
    throw new CandleDataError(`${problem}; state \`timeframe:\` as one of ${ALLOWED}`, { file });
  }
  const timeframe = timeframeOfMs(spacing);
  if (timeframe !== undefined) return timeframe;
  const problem = `most rows are ${inWords(spacing)} apart, which is no timeframe`;
  throw new CandleDataError(`${problem}; state \`timeframe:\` as one of ${ALLOWED}`, { file });
}

/** Rows none of which is newer than the one before it. */
function backwards({ openTime, length }: CandleColumns): string {
  const [first = NaN, last = NaN] = [openTime[0], openTime[length - 1]];
  return last < first
    ? 'the newest row comes first; sort the rows by time, the oldest first'
    : `all ${length} rows have the same time; give each candle its own`;
}

/** The most frequent distance forward, ms, the smaller of two that are as frequent. */
function usualSpacing({ openTime, length }: CandleColumns): number | undefined {
  const counts = new Map<number, number>();
  let spacing = NaN;
  let run = 0;
  const count = (): void => {
    if (spacing > 0) counts.set(spacing, (counts.get(spacing) ?? 0) + run);
  };
  for (let row = 1; row < length; row += 1) {
    const next = (openTime[row] ?? NaN) - (openTime[row - 1] ?? NaN);
    if (next !== spacing) {
      count();
      spacing = next;
      run = 0;
    }
    run += 1;
  }
  count();
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return ranked[0]?.[0];
}

function inWords(ms: number): string {
  return ms % MINUTE_MS === 0 ? `${ms / MINUTE_MS} minutes` : `${ms / 1_000} seconds`;
}
