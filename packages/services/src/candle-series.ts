import type { Candle, CandleProblem, HigherClose, Instrument, Timeframe } from '@q/events';
import { byLength, Stretch, timeframeMs } from '@q/events';
import { CandleAggregator } from '@q/indicators';
import { findCandleProblem, sessionBucket } from '@q/trading';

export interface SeriesOptions {
  readonly symbol: string;
  /** Where the days of its higher candles begin and end. */
  readonly session: Instrument['session'];
  /** The timeframe the feed has. */
  readonly base: Timeframe;
  /** The timeframes that are published. */
  readonly timeframes: readonly Timeframe[];
  /** 1 publishes the newest closed candle, n the one n - 1 before it. */
  readonly candleIndex: number;
  /** Whether a candle with the time of the one before it is a candle of its own; else it is reported. */
  readonly keepsDuplicates?: boolean | undefined;
}

/** Where a series puts what comes out of it, in the order it is to be published. */
export interface SeriesOutput {
  closed(timeframe: Timeframe, candle: Candle): void;
  bad(candle: Candle, problem: CandleProblem): void;
}

/** The candles of one symbol: sound ones go on, base and higher timeframes, each once and in order; unsound ones are reported. */
export class CandleSeries {
  readonly symbol: string;
  readonly base: Timeframe;
  readonly baseMs: number;
  /** Everything closing up to here was answered for or never asked for, ms UTC; `undefined` before the first request. */
  answeredUntil: number | undefined;
  /** Close of the newest published base candle, ms UTC. */
  lastClose: number | undefined;
  readonly #publishesBase: boolean;
  readonly #higher: readonly Higher[];
  readonly #holdBack: number;
  readonly #keepsDuplicates: boolean;
  /** The stretch whose candles `ahead` has taken, and how many. */
  #lookedAt: { readonly stretch: Stretch; readonly count: number } | undefined;
  #held: Candle[] = [];
  /** The newest sound candle, or the stretch that ended with it. */
  #last: Candle | Stretch | undefined;
  /** When it closed. */
  #lastEnd = -Infinity;

  /** @throws Error where a timeframe cannot be built from the feed's */
  constructor({ symbol, session, base, timeframes, candleIndex, keepsDuplicates = false }: SeriesOptions) {
    this.symbol = symbol;
    this.base = base;
    this.baseMs = timeframeMs(base);
    this.#holdBack = candleIndex - 1;
    this.#keepsDuplicates = keepsDuplicates;
    this.#publishesBase = timeframes.includes(base);
    const unfit = timeframes.find((timeframe) => timeframeMs(timeframe) % this.baseMs !== 0);
    if (unfit !== undefined)
      throw new Error(`${symbol}: timeframe ${unfit} cannot be built from the feed's candles of timeframe ${base}`);
    this.#higher = timeframes
      .filter((timeframe) => timeframe !== base)
      .sort((a, b) => byLength(b, a))
      .map((timeframe) => {
        const bucket = sessionBucket(timeframe, session);
        const make = (): CandleAggregator => new CandleAggregator(timeframeMs(timeframe), bucket);
        return { timeframe, aggregator: make(), ahead: make() };
      });
  }

  take(candles: readonly Candle[], completeUntil: number, output: SeriesOutput): void {
    const { answeredUntil } = this;
    for (const candle of candles) {
      // Of one that has closed by then nothing follows, and it need not be known.
      const last = candle.openTime >= this.#lastEnd ? undefined : this.#newest();
      const found = findCandleProblem(candle, last);
      const own = found === 'duplicate' && this.#keepsDuplicates ? undefined : found;
      const problem = own ?? timeProblem(candle, answeredUntil, completeUntil);
      if (problem !== undefined) {
        output.bad(candle, problem);
        continue;
      }
      this.#last = candle;
      this.#lastEnd = candle.closeTime;
      if (this.#holdBack === 0) this.#publish(candle, output);
      else this.#hold(candle, output);
    }
    this.answeredUntil = completeUntil;
    if (this.#higher.length === 0) return;
    const oldestHeld = this.#held[0];
    this.#flush(oldestHeld === undefined ? completeUntil : Math.min(completeUntil, oldestHeld.openTime), output);
  }

  /** A stretch goes on where the series stands. */
  limit(stretch: Stretch): void {
    const { lastClose, answeredUntil } = this;
    stretch.publishesCandles = this.#publishesBase;
    if (this.#holdBack > 0 || lastClose !== stretch.openTime || answeredUntil !== lastClose) return stretch.shorten(0);
    if (!this.#publishesBase) stretch.begun = this.#higher.flatMap(({ aggregator }) => aggregator.pending ?? []);
  }

  /** To the cycles of other symbols in which no higher candle of this one closes for want of more candles. */
  limitWithout(stretch: Stretch): void {
    if (this.#holdBack > 0 || this.answeredUntil !== stretch.openTime) return stretch.shorten(0);
    for (const { aggregator } of this.#higher)
      if (aggregator.pendingClose !== undefined) stretch.shorten(stretch.closingBefore(aggregator.pendingClose));
  }

  /** Tells the stretch which higher candles close in it. */
  look(stretch: Stretch): void {
    if (this.#higher.length === 0) return;
    const closes: HigherClose[] = [];
    for (const { timeframe, aggregator, ahead } of this.#higher) {
      ahead.copyFrom(aggregator);
      addRows(ahead, stretch, (candle, place) =>
        closes.push({ place, timeframe, candle, rows: undefined, change: undefined }),
      );
    }
    // Those that close together stay in their order.
    stretch.closes = closes.sort((a, b) => a.place - b.place);
    this.#lookedAt = { stretch, count: stretch.count };
  }

  takeStretch(stretch: Stretch): void {
    const { count } = stretch;
    const isLookedAt = this.#lookedAt?.stretch === stretch && this.#lookedAt.count === count;
    this.#lookedAt = undefined;
    for (const higher of this.#higher) {
      const { aggregator, ahead } = higher;
      if (!isLookedAt) {
        addRows(aggregator, stretch, ignore);
        continue;
      }
      higher.aggregator = ahead;
      higher.ahead = aggregator;
    }
    const end = stretch.closeTime(count - 1);
    this.#last = stretch;
    this.#lastEnd = end;
    this.lastClose = end;
    this.answeredUntil = end;
  }

  #newest(): Candle | undefined {
    const last = this.#last;
    return last instanceof Stretch ? last.candle(last.count - 1) : last;
  }

  #hold(candle: Candle, output: SeriesOutput): void {
    this.#held.push(candle);
    if (this.#held.length <= this.#holdBack) return;
    const released = this.#held.shift();
    if (released !== undefined) this.#publish(released, output);
  }

  #publish(candle: Candle, output: SeriesOutput): void {
    if (this.#higher.length > 0) {
      this.#flush(candle.openTime, output);
      for (const { timeframe, aggregator } of this.#higher) {
        const closed = aggregator.add(candle);
        if (closed !== undefined) output.closed(timeframe, closed);
      }
    }
    this.lastClose = candle.closeTime;
    if (this.#publishesBase) output.closed(this.base, candle);
  }

  /** Candles whose time is over although their last base candles never came. */
  #flush(instant: number, output: SeriesOutput): void {
    for (const { timeframe, aggregator } of this.#higher) {
      const closed = aggregator.flush(instant);
      if (closed !== undefined) output.closed(timeframe, closed);
    }
  }
}

interface Higher {
  readonly timeframe: Timeframe;
  aggregator: CandleAggregator;
  /** Where the other will stand after a stretch that was looked at. */
  ahead: CandleAggregator;
}

const ignore = (): void => undefined;

/** Takes the candles of a stretch, and tells of those that they complete. */
function addRows(
  aggregator: CandleAggregator,
  { candles, first, count, periodMs, cursor }: Stretch,
  closed: (candle: Candle, place: number) => void,
): void {
  const end = first + count;
  for (let row = first; row < end; row += 1) {
    row = aggregator.addWithin(candles, { first: row, end, periodMs });
    const candle = row < end ? aggregator.add(cursor.at(row)) : undefined;
    if (candle !== undefined) closed(candle, row - first);
  }
}

/** A candle that the feed vouched not to send any more, or one that is not over yet. */
function timeProblem(
  candle: Candle,
  answeredUntil: number | undefined,
  completeUntil: number,
): CandleProblem | undefined {
  if (answeredUntil !== undefined && candle.closeTime <= answeredUntil) return 'out_of_order';
  return candle.closeTime > completeUntil ? 'not_closed' : undefined;
}
