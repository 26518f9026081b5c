import { sharedCopy } from './column.js';

/** What a source says of one tick: what it leaves out is as it was before. At least one price is given. */
export interface TickRow {
  /** ms UTC. */
  readonly time: number;
  readonly bid?: number | undefined;
  readonly ask?: number | undefined;
  /** Price of a trade. */
  readonly last?: number | undefined;
  /** Lots or contracts, of the quote or of the trade. */
  readonly volume?: number | undefined;
}

/** The columns themselves: those that `shared` gives go to another thread without being copied. */
export interface TickMemory {
  readonly time: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly isQuoted: boolean;
  /** Lots of each, `NaN` where it tells none; none where no tick does. */
  readonly volume?: Float64Array | undefined;
}

/** Ticks `first` to before `end`. */
export interface TickRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The ticks of one symbol in columns, 24 bytes a tick, 32 with volumes, in the order of time; both sides of the market at each of them, or, where only
 * trades are known, the traded price in place of both.
 */
export class TickColumns {
  readonly time: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  /** Whether both sides are known; a venue puts half a spread to either side of a traded price. */
  readonly isQuoted: boolean;
  /** Lots of each quote or trade, `NaN` where it tells none; none where no tick does. */
  readonly volume: Float64Array | undefined;
  /** Behind the range that was found last. */
  #at = 0;

  constructor({ time, bid, ask, isQuoted, volume }: TickMemory) {
    this.time = time;
    this.bid = bid;
    this.ask = ask;
    this.isQuoted = isQuoted;
    this.volume = volume;
  }

  get length(): number {
    return this.time.length;
  }

  /** Those from one instant to before another, ms UTC: at once where the next ones are asked for, by a binary search otherwise. */
  within(from: number, before: number): TickRange {
    const { time, length } = this;
    const isNext = (time[this.#at - 1] ?? -Infinity) < from && (time[this.#at] ?? Infinity) >= from;
    const first = isNext ? this.#at : this.#firstFrom(from);
    let end = first;
    while (end < length && (time[end] ?? NaN) < before) end += 1;
    this.#at = end;
    return { first, end };
  }

  /** Lots of the newest tick before an instant, ms UTC; `NaN` where it tells none. */
  volumeBefore(instant: number): number {
    return this.volume?.[this.#firstFrom(instant) - 1] ?? NaN;
  }

  /** Those before an instant, sharing the memory. */
  before(instant: number): TickColumns {
    const end = this.#firstFrom(instant);
    const { time, bid, ask, isQuoted, volume } = this;
    return new TickColumns({
      time: time.subarray(0, end),
      bid: bid.subarray(0, end),
      ask: ask.subarray(0, end),
      isQuoted,
      volume: volume?.subarray(0, end),
    });
  }

  /** The same ticks, so much later. */
  movedBy(ms: number): TickColumns {
    const { time, bid, ask, isQuoted, volume } = this;
    return new TickColumns({ time: time.map((instant) => instant + ms), bid, ask, isQuoted, volume });
  }

  /** A copy in memory that threads can share. */
  shared(): TickMemory {
    const copy = (column: Float64Array): Float64Array => sharedCopy(column, this.length);
    const { time, bid, ask, isQuoted, volume } = this;
    const prices = { time: copy(time), bid: copy(bid), ask: copy(ask), isQuoted };
    return volume === undefined ? prices : { ...prices, volume: copy(volume) };
  }

  #firstFrom(instant: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.time[middle] ?? NaN) >= instant) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
