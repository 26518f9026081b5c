import { widened } from './column.js';
import type { TickRow } from './tick-columns.js';
import { TickColumns } from './tick-columns.js';

/** Ticks as they come in, each checked; with trades, which candles are made of and the venue does not need. */
export class TickRecorder {
  readonly isQuoted: boolean;
  #length = 0;
  #time: Float64Array = new Float64Array(1_024);
  #bid: Float64Array = new Float64Array(1_024);
  #ask: Float64Array = new Float64Array(1_024);
  #last: Float64Array = new Float64Array(1_024);
  #volume: Float64Array = new Float64Array(1_024);
  #tellsVolume = false;
  #newestTime = -Infinity;
  #newestBid = NaN;
  #newestAsk = NaN;

  /** @param isQuoted whether bid and ask come with it, or trades only */
  constructor(isQuoted: boolean) {
    this.isQuoted = isQuoted;
  }

  get length(): number {
    return this.#length;
  }

  /** Whether any tick brought a bid or an ask, or, of trades, a price. */
  get hasPrices(): boolean {
    return !(Number.isNaN(this.#newestBid) && Number.isNaN(this.#newestAsk));
  }

  /** Price of the trade in a row, `NaN` where there was none. */
  lastAt(row: number): number {
    return this.#last[row] ?? NaN;
  }

  /** `NaN` where none is told. */
  volumeAt(row: number): number {
    return this.#volume[row] ?? NaN;
  }

  /**
   * Takes a tick, or says what is wrong with it. One that comes before both sides of the market are known is taken and left out: nobody
   * could trade on it.
   */
  push(tick: TickRow): string | undefined {
    const at = this.#length;
    const problem = problemOf(tick, this.#newestTime);
    if (problem !== undefined) return problem;
    const { time, last = NaN, volume = NaN } = tick;
    this.#newestTime = time;
    const bid = this.isQuoted ? (tick.bid ?? this.#newestBid) : last;
    const ask = this.isQuoted ? (tick.ask ?? this.#newestAsk) : last;
    this.#newestBid = bid;
    this.#newestAsk = ask;
    if (Number.isNaN(bid) || Number.isNaN(ask)) return undefined;
    if (at === this.#time.length) this.#widen(at * 2);
    this.#time[at] = time;
    this.#bid[at] = bid;
    this.#ask[at] = ask;
    this.#last[at] = last;
    this.#volume[at] = volume;
    if (!Number.isNaN(volume)) this.#tellsVolume = true;
    this.#length = at + 1;
    return undefined;
  }

  columns(): TickColumns {
    const part = (column: Float64Array): Float64Array => column.slice(0, this.#length);
    return new TickColumns({
      time: part(this.#time),
      bid: part(this.#bid),
      ask: part(this.#ask),
      isQuoted: this.isQuoted,
      volume: this.#tellsVolume ? part(this.#volume) : undefined,
    });
  }

  #widen(capacity: number): void {
    this.#time = widened(this.#time, capacity);
    this.#bid = widened(this.#bid, capacity);
    this.#ask = widened(this.#ask, capacity);
    this.#last = widened(this.#last, capacity);
    this.#volume = widened(this.#volume, capacity);
  }
}

function problemOf({ time, bid, ask, last, volume = 0 }: TickRow, before: number): string | undefined {
  if (!Number.isFinite(time)) return `has the time ${time}, which is none`;
  if (time < before)
    return `is older (${textOf(time)}) than the one before it (${textOf(before)}): put ticks in the order of time`;
  if (bid === undefined && ask === undefined && last === undefined)
    return 'has no price: bid and ask, or last, are needed';
  for (const [name, price] of Object.entries({ bid, ask, last }))
    if (price !== undefined && !isAmount(price, Number.MIN_VALUE))
      return `has ${name} ${shown(price)}, which is no price`;
  return isAmount(volume, 0) ? undefined : `has volume ${shown(volume)}, which is none`;
}

/** What comes from JSON may be the text of a number, and sums of it another text. */
function isAmount(value: number, least: number): boolean {
  return typeof value === 'number' && value >= least && value < Infinity;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text "${value}"` : String(value);
}

function textOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
