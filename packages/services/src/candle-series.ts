import type { Candle, CandleProblem, Instrument, Stretch, Timeframe } from '@q/events';
import { byLength, timeframeMs } from '@q/events';
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
  readonly #higher: readonly { readonly timeframe: Timeframe; readonly aggregator: CandleAggregator }[];
  readonly #holdBack: number;
  readonly #keepsDuplicates: boolean;
  #held: Candle[] = [];
  #last: Candle | undefined;

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
        return { timeframe, aggregator: new CandleAggregator(timeframeMs(timeframe), bucket) };
      });
  }

  take(candles: readonly Candle[], completeUntil: number, output: SeriesOutput): void {
    const { answeredUntil } = this;
    for (const candle of candles) {
      const found = findCandleProblem(candle, this.#last);
      const own = found === 'duplicate' && this.#keepsDuplicates ? undefined : found;
      const problem = own ?? timeProblem(candle, answeredUntil, completeUntil);
      if (problem !== undefined) {
        output.bad(candle, problem);
        continue;
      }
      this.#last = candle;
      if (this.#holdBack === 0) this.#publish(candle, output);
      else this.#hold(candle, output);
    }
    this.answeredUntil = completeUntil;
    const [oldestHeld] = this.#held;
    this.#flush(oldestHeld === undefined ? completeUntil : Math.min(completeUntil, oldestHeld.openTime), output);
  }

  /** A stretch goes on where the series stands, and ends before a higher candle closes. */
  limit(stretch: Stretch): void {
    const { lastClose, answeredUntil } = this;
    stretch.publishesCandles = this.#publishesBase;
    if (this.#holdBack > 0 || lastClose !== stretch.openTime || answeredUntil !== lastClose) return stretch.shorten(0);
    for (const { aggregator } of this.#higher)
      stretch.shorten(stretch.closingBefore(aggregator.closeFor(stretch.openTime)));
  }

  /** The candles of a stretch, which complete no higher one. */
  takeStretch(stretch: Stretch): void {
    const { count } = stretch;
    if (this.#higher.length > 0) {
      const { cursor } = stretch;
      for (let place = 0; place < count; place += 1) {
        const candle = cursor.at(stretch.first + place);
        for (const { aggregator } of this.#higher) aggregator.add(candle);
      }
    }
    this.#last = stretch.candle(count - 1);
    this.lastClose = this.#last.closeTime;
    this.answeredUntil = this.#last.closeTime;
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

/** A candle that the feed vouched not to send any more, or one that is not over yet. */
function timeProblem(
  candle: Candle,
  answeredUntil: number | undefined,
  completeUntil: number,
): CandleProblem | undefined {
  if (answeredUntil !== undefined && candle.closeTime <= answeredUntil) return 'out_of_order';
  return candle.closeTime > completeUntil ? 'not_closed' : undefined;
}
