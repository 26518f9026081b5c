import type { Candle } from './candle.js';
import type { CandleCursor } from './candle-cursor.js';
import type { RegimeChangedEvent } from './analysis-events.js';
import type { AccountMarks, CandlesAhead, CandleStrip } from './candle-strip.js';
import type { TradingEvent } from './catalogue.js';
import type { DataFetchedEvent } from './market-events.js';
import { correlationIdOf } from './correlation-id.js';
import type { BegunCandle, Besides, HigherClose, QuietChange, StretchRows } from './stretch-closes.js';
import { besidesOf } from './stretch-closes.js';
import type { QuietType } from './quiet-types.js';
import { TYPES_OF_KIND } from './quiet-types.js';
import type { Timeframe } from './timeframe.js';

export interface StretchOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly ahead: CandlesAhead;
  /** Number of the first cycle. */
  readonly cycle: number;
  /** The one of the symbol that is asked for first in these cycles, where it is not this one. */
  readonly leader?: Stretch | undefined;
}

const NONE: readonly never[] = [];
const NONE_BESIDES = besidesOf({ closes: NONE, changes: NONE }, 0);

/**
 * Cycles in a row in each of which a candle of one symbol closes and nothing follows that somebody acts upon: no order, no fill, no signal, no
 * timer. They travel the bus together; whoever looks at them first may shorten them, and what is left happened as if each had come alone.
 *
 * Where candles of several symbols close in them, each symbol has a stretch of its own. They are equally long: who shortens one shortens all. The first
 * of them, their `leader`, has the events that a cycle has once.
 */
export class Stretch {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly periodMs: number;
  readonly candles: CandleStrip;
  /** For whoever goes through its candles. */
  readonly cursor: CandleCursor;
  /** Row of the first candle. */
  readonly first: number;
  /** Number of the first cycle. */
  readonly cycle: number;
  readonly marks: AccountMarks | undefined;
  /** Whether its own candles are published, and do not only go into higher ones. */
  publishesCandles = false;
  /** Higher candles that were begun before it, of base candles that were not published. */
  begun: readonly BegunCandle[] = NONE;
  rows: StretchRows | undefined;
  /** Candles of higher timeframes that close with it, in the order in which they are published. Those of cycles that are not left count for nothing. */
  closes: readonly HigherClose[] = NONE;
  /** Whether changes of the regime travel with it: nobody wants to hear of them one by one. */
  carriesChanges = false;
  /** Changes of the regime of its own timeframe that travel with it, oldest first. */
  changes: readonly QuietChange[] = NONE;
  /** What the candle of a place leads to where changes do not travel: the stretch ends there, and the event is published behind it. */
  consequence: { readonly place: number; readonly event: RegimeChangedEvent } | undefined;
  /** The one that has what a cycle has once: itself, where candles of no other symbol close. */
  readonly leader: Stretch;
  /** Number of the chain that its first cycle begins, once it is carried: the bus sets it. */
  firstOrigin = NaN;
  readonly #most: number;
  /** Those that it leads. */
  #followers: readonly Stretch[] = NONE;
  #wanting: string | undefined;
  #count: number;
  #besides: Besides = NONE_BESIDES;

  constructor({ symbol, timeframe, ahead, cycle, leader }: StretchOptions) {
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.periodMs = ahead.periodMs;
    this.candles = ahead.strip;
    this.cursor = ahead.cursor;
    this.first = ahead.first;
    this.cycle = cycle;
    this.marks = ahead.marks;
    this.leader = leader ?? this;
    this.#most = ahead.count;
    this.#count = ahead.count;
    if (leader === undefined) return;
    leader.#followers = [...leader.#followers, this];
    leader.shorten(ahead.count);
  }

  /** Cycles, 0 where there is nothing left. */
  get count(): number {
    return this.leader.#count;
  }

  /** Whether it is the only one of its cycles, or that of the first symbol. */
  get isLeader(): boolean {
    return this.leader === this;
  }

  /** Whether it is that of the last symbol of its cycles. */
  get isLast(): boolean {
    const { leader } = this;
    return (leader.#followers.at(-1) ?? leader) === this;
  }

  /** Whether candles of no other symbol close in its cycles. */
  get isAlone(): boolean {
    return this.leader.#followers.length === 0;
  }

  /** The others of its cycles but the leader, in the order in which symbols are asked for. */
  get followers(): readonly Stretch[] {
    return this.leader.#followers;
  }

  /** Whether no other symbol of its cycles tells of the account behind it. */
  get hasLastMarks(): boolean {
    if (this.marks === undefined) return false;
    const { followers } = this;
    for (let index = followers.indexOf(this) + 1; index < followers.length; index += 1)
      if (followers[index]?.marks !== undefined) return false;
    return true;
  }

  /** Where the marks of all symbols begin, asked of the one that has the last: they stand in the order in which they are told. */
  get firstMark(): number {
    return this.marks === undefined ? NaN : this.marks.from - this.marks.step + 1;
  }

  /** No more than so many of them are quiet. */
  shorten(count: number): void {
    const { leader } = this;
    if (count >= leader.#count) return;
    leader.#count = Math.max(0, count);
    leader.#wanting = undefined;
  }

  /**
   * The name of the subscriber that wants something on the last candles: it takes all but those, whose rows it is handed once the others have taken
   * them.
   */
  get wanting(): string | undefined {
    return this.leader.#wanting;
  }

  /**
   * The candle behind those that are left is no quiet one, for one subscriber wants something on it: the stretch ends with it instead of before it, unless
   * more than a row comes of it. Only the last look may say so, once of all the symbols of its cycles.
   */
  endWith(subscriber: string): void {
    const { leader } = this;
    const place = leader.#count;
    if (!leader.#mayEndWith(place)) return;
    for (const follower of leader.#followers) if (!follower.#mayEndWith(place)) return;
    leader.#count = place + 1;
    leader.#wanting = subscriber;
  }

  #mayEndWith(place: number): boolean {
    if (place === this.#most || this.rows === undefined || this.consequence?.place === place) return false;
    return !isAmong(this.closes, place) && !isAmong(this.changes, place);
  }

  /** When the first candle opens, ms UTC. */
  get openTime(): number {
    return this.candles.openTime[this.first] as number;
  }

  /** How many of its candles close before an instant. */
  closingBefore(instant: number): number {
    return Math.ceil((instant - this.openTime) / this.periodMs) - 1;
  }

  /** Its candles as the feed told of them, as many as are left. */
  get ahead(): CandlesAhead {
    const { candles: strip, first, count, periodMs, cursor } = this;
    return { strip, first, count, periodMs, cursor };
  }

  /** When the last one that is left closes, ms UTC. */
  get lastClose(): number {
    return this.closeTime(this.count - 1);
  }

  /** ms UTC; each candle begins where the one before it ended. */
  closeTime(place: number): number {
    return (this.candles.openTime[this.first + place] as number) + this.periodMs;
  }

  candle(place: number): Candle {
    return this.candles.candleAt(this.first + place, this.periodMs);
  }

  /** Of the events of a cycle, once it is carried. */
  correlationId(place: number): string {
    return correlationIdOf(this.leader.firstOrigin + place);
  }

  /** Changes of the regime that travel with those that are left, of all timeframes, in the order in which they would have been published. */
  get regimeChanges(): readonly QuietChange[] {
    if (this.besides.RegimeChanged === 0) return NONE;
    const all = this.closes.flatMap(({ place, change: event }) => (event === undefined ? [] : [{ place, event }]));
    return [...all, ...this.changes].filter(({ place }) => place < this.count).sort((a, b) => a.place - b.place);
  }

  /** The last candle that is published in those that are left, of whatever timeframe; `undefined` where none is. */
  get lastPublished(): Candle | undefined {
    if (this.publishesCandles) return this.candle(this.count - 1);
    return this.closes.findLast(({ place }) => place < this.count)?.candle;
  }

  /** How many events its cycles have besides those that each of them has. */
  get besides(): Besides {
    if (this.closes.length === 0 && this.changes.length === 0) return NONE_BESIDES;
    const { count } = this;
    if (this.#besides.cycles !== count) this.#besides = besidesOf(this, count);
    return this.#besides;
  }

  /** Which of the ways it is in which a cycle can lack some types: a small whole number, for whoever keeps something of each. */
  get kind(): number {
    const own =
      (this.marks === undefined ? 0 : 1) + (this.publishesCandles ? 2 : 0) + (this.rows === undefined ? 0 : 4);
    return this.leader === this ? own : own + 8;
  }

  /** What each of its cycles publishes of its symbol, and the leader of the cycle, in this order. */
  get types(): readonly QuietType[] {
    return TYPES_OF_KIND[this.kind] as readonly QuietType[];
  }

  /** One event that tells how many candles came in all of them: for whoever reads, and no part of the run. */
  get fetched(): DataFetchedEvent {
    const { symbol, timeframe, count } = this;
    const type = 'DataFetched';
    return { type, symbol, timeframe, count };
  }

  /** An event of a cycle as it would have been published alone. */
  event(type: QuietType, place: number): TradingEvent {
    const { symbol, timeframe } = this;
    switch (type) {
      case 'CycleStarted':
        return { type, cycle: this.cycle + place, instant: this.closeTime(place), phase: 'live', idle: false };
      case 'AccountUpdated':
        return { type, account: this.#account(place) };
      case 'DataFetched':
        return { type, symbol, timeframe, count: 1 };
      case 'NewCandle':
        return { type, symbol, timeframe, candle: this.candle(place), phase: 'live' };
      case 'IndicatorsCalculated':
        return { type, symbol, timeframe, row: this.#row(place), phase: 'live' };
    }
  }

  #account(place: number) {
    if (this.marks === undefined) throw new Error('nothing is open in this stretch: there is no account in it');
    const { currency, balance, equity, openProfit, from, step } = this.marks;
    const at = from + place * step;
    return {
      currency,
      balance,
      equity: equity[at] as number,
      openProfit: openProfit[at] as number,
      cause: 'mark',
      at: this.closeTime(place),
    } as const;
  }

  #row(place: number) {
    if (this.rows === undefined)
      throw new Error('no indicators were calculated in this stretch: there are no rows in it');
    return this.rows.strip.row(this.rows.from + place);
  }
}

function isAmong(all: readonly { readonly place: number }[], place: number): boolean {
  for (const one of all) if (one.place === place) return true;
  return false;
}

/**
 * Somebody who takes cycles of a stretch together. A new stretch is asked about in this order, first all limits, then all looks; where candles of several
 * symbols close in its cycles, each is asked and told about the stretches of all of them, one after the other.
 */
export interface StretchListener {
  /** Shortens it where that costs little: by what is open, by what is due. Nothing may change. */
  limit?(stretch: Stretch): void;
  /** Goes through its candles, and shortens it to those before the first that is not quiet. What it finds may be kept for that candle. */
  look?(stretch: Stretch): void;
  /** It has happened. Nothing may be published. */
  take(stretch: Stretch): void;
}
