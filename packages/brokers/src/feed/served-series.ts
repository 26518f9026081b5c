import type { Candle, CandleInbox, CandleRequest, CandlesAhead, Timeframe } from '@q/events';
import { CandleCursor, timeframeMs } from '@q/events';
import type { CandleColumns } from './candle-columns.js';
import { SoundRuns } from './sound-runs.js';

/** One series as a feed serves it: next to no time while requests go forward, a binary search otherwise. */
export class ServedSeries {
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
  readonly #periodMs: number;
  readonly #soundRuns: SoundRuns;
  readonly #cursor: CandleCursor;
  /** The row at which the last search ended. */
  #at = 0;

  constructor(timeframe: Timeframe, columns: CandleColumns) {
    this.timeframe = timeframe;
    this.columns = columns;
    this.#periodMs = timeframeMs(timeframe);
    this.#soundRuns = new SoundRuns(columns, this.#periodMs);
    this.#cursor = new CandleCursor(columns, this.#periodMs);
  }

  answer(request: CandleRequest, inbox: CandleInbox): void {
    const { symbol, timeframe, after, until, limit = Infinity } = request;
    if (timeframe !== this.timeframe) {
      const message = `${symbol} has candles of timeframe '${this.timeframe}', not of '${timeframe}'`;
      inbox.failed({ message, retryable: false });
      return;
    }
    const first = this.#firstReleasedAfter(after);
    const end = this.#firstReleasedAfter(until);
    inbox.candles(this.#candles(Math.max(first, end - limit), end), until);
  }

  /** When the next row after `instant` becomes known, ms UTC. */
  nextRelease(instant: number): number | undefined {
    const row = this.#firstReleasedAfter(instant);
    if (row === this.columns.length) return undefined;
    return (this.columns.newestOpenTime[row] ?? NaN) + this.#periodMs;
  }

  /** The candles after an instant that come one by one, each as it closes; none where the next is unsound, or the series is not in order. */
  ahead(instant: number, most: number): CandlesAhead | undefined {
    const { columns } = this;
    if (!columns.ordered) return undefined;
    const first = this.#firstReleasedAfter(instant);
    const count = Math.min(most, this.#soundRuns.endFrom(first, most) - first);
    return count <= 0 ? undefined : { strip: columns, first, count, periodMs: this.#periodMs, cursor: this.#cursor };
  }

  #candles(first: number, end: number): readonly Candle[] {
    // What a replay is mostly asked for: the one candle that has just closed.
    if (end === first + 1) return [this.columns.candleAt(first, this.#periodMs)];
    const candles: Candle[] = [];
    for (let row = first; row < end; row += 1) candles.push(this.columns.candleAt(row, this.#periodMs));
    return candles;
  }

  #firstReleasedAfter(instant: number): number {
    const newest = this.columns.newestOpenTime;
    const openAfter = instant - this.#periodMs;
    const { length } = this.columns;
    let low = 0;
    let high = this.#at;
    if (high === 0 || (newest[high - 1] ?? NaN) <= openAfter) {
      low = high;
      // Mostly it is near: each step is twice as long as the one before it.
      for (let step = 1; high < length && (newest[high] ?? NaN) <= openAfter; step *= 2) {
        low = high + 1;
        high += step;
      }
      high = Math.min(high, length);
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((newest[middle] ?? NaN) <= openAfter) low = middle + 1;
      else high = middle;
    }
    this.#at = low;
    return low;
  }
}
