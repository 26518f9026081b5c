import type { CandleFeed, CandlesAhead, Clock, EventBus, QuietEvents, Timeframe } from '@q/events';
import { Stretch, VirtualClock } from '@q/events';

export interface StretchesOptions {
  readonly bus: EventBus;
  readonly feed: CandleFeed;
  readonly clock: Clock;
  readonly symbols: readonly string[];
}

interface Beginning {
  /** Of the symbol. */
  readonly index: number;
  readonly cycle: number;
  readonly ahead: CandlesAhead | undefined;
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
  /** In which the feed has each symbol. */
  readonly #timeframes: readonly (Timeframe | undefined)[];
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
    const { clock, feed, symbols } = options;
    this.#options = options;
    this.#timeframes = symbols.map((symbol) => feed.baseTimeframe(symbol));
    this.#clock = clock instanceof VirtualClock ? clock : undefined;
  }

  /** Takes the next cycles from `cycle` on, at most so many and only such that close before an instant; none where the next one is not quiet. */
  take(cycle: number, most: number, before: number): Stretch | undefined {
    if (this.#skip > 0) {
      this.#skip -= 1;
      return undefined;
    }
    const { bus } = this.#options;
    const clock = this.#clock;
    if (clock === undefined) return undefined;
    const wanted = Math.min(most, this.#most);
    const stretch = wanted < 1 ? undefined : this.#begin(cycle, clock.now(), wanted);
    if (stretch === undefined) return undefined;
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

  /** At most so many of the next cycles, with a stretch for each symbol whose candles close in them. @returns the one that leads */
  #begin(cycle: number, now: number, most: number): Stretch | undefined {
    const { feed, symbols } = this.#options;
    const [only] = symbols;
    if (only !== undefined && symbols.length === 1)
      return this.#add(undefined, { index: 0, cycle, ahead: feed.ahead?.(only, now, most) });
    const aheads = feed.aheadTogether?.(symbols, now, most);
    if (aheads === undefined) return undefined;
    let leader: Stretch | undefined;
    for (let index = 0; index < symbols.length; index += 1)
      leader = this.#add(leader, { index, cycle, ahead: aheads[index] });
    return leader;
  }

  /** @returns the one that leads */
  #add(leader: Stretch | undefined, { index, cycle, ahead }: Beginning): Stretch | undefined {
    const [symbol, timeframe] = [this.#options.symbols[index], this.#timeframes[index]];
    if (ahead === undefined || symbol === undefined || timeframe === undefined) return leader;
    return new Stretch({ symbol, timeframe, ahead, cycle, leader }).leader;
  }

  /** Hands the last candles of the stretch that was taken last to whoever wants something on them. */
  endWith(wanting: string): void {
    if (this.#carried !== undefined) this.#options.bus.handLast(this.#carried, wanting);
  }

  /** What ended a stretch comes next: that cycle comes alone in any case. */
  #rest(cycles: number): void {
    this.#pause = cycles === 0 ? Math.min(LONGEST_PAUSE, this.#pause * 2 + 1) : 0;
    this.#skip = (this.#pause >> 1) + (cycles === 0 ? 0 : 1);
  }
}
