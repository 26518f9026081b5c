import type { CandleFeed, Clock, EventBus, QuietEvents, Timeframe } from '@q/events';
import { Stretch, VirtualClock } from '@q/events';

export interface StretchesOptions {
  readonly bus: EventBus;
  readonly feed: CandleFeed;
  readonly clock: Clock;
  readonly symbols: readonly string[];
}

/** Cycles that are looked at together: twice as many as are mostly quiet, so that little is looked at in vain, and seldom a second time. */
const LEAST = 16;
const MOST = 512;
/** How many of the newest looks tell what is mostly so. */
const REMEMBERED = 8;
/** Cycles that come alone after looks that brought none, at most. */
const LONGEST_PAUSE = 15;

/** Has cycles of a virtual run carried together where nothing happens in them. */
export class Stretches {
  readonly #options: StretchesOptions;
  readonly #clock: VirtualClock | undefined;
  readonly #symbol: string | undefined;
  readonly #timeframe: Timeframe | undefined;
  #most = LEAST;
  /** Cycles that were quiet, in the mean of the newest looks. */
  #mean = LEAST / 2;
  /** The next so many cycles come alone, without a look. */
  #skip = 0;
  /** Grows with each poor look. */
  #pause = 0;
  /** The events of the stretch that was taken last. */
  #carried: QuietEvents | undefined;

  constructor(options: StretchesOptions) {
    const { symbols, feed, clock } = options;
    // The candles of several symbols close in the same cycles: those come one by one.
    const [symbol] = symbols;
    this.#options = options;
    this.#clock = clock instanceof VirtualClock ? clock : undefined;
    this.#symbol = symbols.length === 1 ? symbol : undefined;
    this.#timeframe = this.#symbol === undefined ? undefined : feed.baseTimeframe(this.#symbol);
  }

  /** Takes the next cycles from `cycle` on, at most so many and only such that close before an instant; none where the next one is not quiet. */
  take(cycle: number, most: number, before: number): Stretch | undefined {
    if (this.#skip > 0) {
      this.#skip -= 1;
      return undefined;
    }
    const { bus, feed } = this.#options;
    const clock = this.#clock;
    const symbol = this.#symbol;
    const timeframe = this.#timeframe;
    if (symbol === undefined || timeframe === undefined || clock === undefined) return undefined;
    const wanted = Math.min(most, this.#most);
    const ahead = wanted < 1 ? undefined : feed.ahead?.(symbol, clock.now(), wanted);
    if (ahead === undefined) return undefined;
    const stretch = new Stretch({ symbol, timeframe, ahead, cycle });
    stretch.shorten(stretch.closingBefore(before));
    const carried = bus.carry(stretch);
    const cycles = carried === undefined ? 0 : stretch.count;
    const { consequence } = stretch;
    const isEndedByIt = consequence?.place === cycles - 1;
    this.#mean += (cycles - this.#mean) / REMEMBERED;
    // What was quiet to its end tells that there may be more.
    const hoped = cycles === wanted ? Math.max(cycles, this.#mean) : this.#mean;
    this.#most = Math.min(MOST, Math.max(LEAST, Math.ceil(2 * hoped)));
    // What somebody wants is mostly an order, which the next candle fills.
    if (stretch.wanting !== undefined) this.#skip = 1;
    else if (cycles < wanted && !isEndedByIt) this.#rest(cycles);
    if (carried === undefined) return undefined;
    clock.advanceTo(stretch.lastClose);
    if (isEndedByIt) bus.publish(consequence.event, carried.last('NewCandle'));
    this.#carried = carried;
    return stretch;
  }

  /** Hands the last candle of the stretch that was taken last to whoever wants something on it. */
  endWith(wanting: string): void {
    if (this.#carried !== undefined) this.#options.bus.handLast(this.#carried, wanting);
  }

  /** What ended a stretch comes next: that cycle comes alone in any case. */
  #rest(cycles: number): void {
    this.#pause = cycles === 0 ? Math.min(LONGEST_PAUSE, this.#pause * 2 + 1) : 0;
    this.#skip = (this.#pause >> 1) + (cycles === 0 ? 0 : 1);
  }
}
