import type { Candle, PriceBar } from '@q/events';
import { sharedCopy, widened } from './column.js';
import type { TickMemory } from './tick-columns.js';
import { TickColumns } from './tick-columns.js';

/** What a source says of one candle; the rest follows from its timeframe. */
export type CandleRow = Pick<Candle, 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'quotes'>;

/** The columns themselves. Those that `shared` gives go to another thread in a message without being copied. */
export interface ColumnMemory {
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly quotes?: { readonly bid: ColumnMemory; readonly ask: ColumnMemory };
  readonly ticks?: TickMemory;
}

export interface QuoteColumns {
  readonly bid: CandleColumns;
  readonly ask: CandleColumns;
}

/**
 * The candles of one series in columns, 48 bytes a candle, in the order of their source, its mistakes included; a series that has
 * quotes has them in every row, in columns of their own.
 * Only the first `length` values of a column count; there may be room behind them.
 */
export class CandleColumns {
  #length = 0;
  #newest = -Infinity;
  #ordered = true;
  #runningMaximum: Float64Array | undefined;
  #openTime: Float64Array;
  #open: Float64Array;
  #high: Float64Array;
  #low: Float64Array;
  #close: Float64Array;
  #volume: Float64Array;
  #quotes: QuoteColumns | undefined;
  #ticks: TickColumns | undefined;

  constructor(capacity = 1_024) {
    this.#openTime = new Float64Array(capacity);
    this.#open = new Float64Array(capacity);
    this.#high = new Float64Array(capacity);
    this.#low = new Float64Array(capacity);
    this.#close = new Float64Array(capacity);
    this.#volume = new Float64Array(capacity);
  }

  static of(rows: Iterable<CandleRow>): CandleColumns {
    if (!Array.isArray(rows)) {
      const columns = new CandleColumns();
      for (const row of rows) columns.push(row);
      return columns;
    }
    const list: readonly CandleRow[] = rows;
    const columns = new CandleColumns(list.length);
    for (let index = 0; index < list.length; index += 1) columns.push(list[index] as CandleRow);
    return columns;
  }

  /** Rows over memory that somebody else holds, without a copy. All columns have one length. */
  static over({ openTime, open, high, low, close, volume, quotes, ticks }: ColumnMemory): CandleColumns {
    const columns = new CandleColumns(0);
    columns.#openTime = openTime;
    columns.#open = open;
    columns.#high = high;
    columns.#low = low;
    columns.#close = close;
    columns.#volume = volume;
    columns.#length = openTime.length;
    if (quotes !== undefined)
      columns.#quotes = { bid: CandleColumns.over(quotes.bid), ask: CandleColumns.over(quotes.ask) };
    if (ticks !== undefined) columns.#ticks = new TickColumns(ticks);
    columns.#readOrder();
    return columns;
  }

  get length(): number {
    return this.#length;
  }
  get openTime(): Float64Array {
    return this.#openTime;
  }
  get open(): Float64Array {
    return this.#open;
  }
  get high(): Float64Array {
    return this.#high;
  }
  get low(): Float64Array {
    return this.#low;
  }
  get close(): Float64Array {
    return this.#close;
  }
  get volume(): Float64Array {
    return this.#volume;
  }
  /** Both sides of the market, where they are known. */
  get quotes(): QuoteColumns | undefined {
    return this.#quotes;
  }
  /** What the candles were made of, where that is known; there may be ticks of candles that are not here. */
  get ticks(): TickColumns | undefined {
    return this.#ticks;
  }
  /** Whether no row is older than the one before it. */
  get ordered(): boolean {
    return this.#ordered;
  }

  /**
   * The newest open time up to each row. A row becomes known when the newest candle up to it closes,
   * so a row that stands too late in its source is handed over together with the row before it.
   */
  get newestOpenTime(): Float64Array {
    if (this.#ordered) return this.#openTime;
    this.#runningMaximum ??= runningMaximum(this.#openTime, this.#length);
    return this.#runningMaximum;
  }

  push(row: CandleRow): void {
    const at = this.#length;
    this.#pushQuotes(row, at);
    if (at === this.#openTime.length) this.#widen(at * 2 + 16);
    this.#openTime[at] = row.openTime;
    this.#open[at] = row.open;
    this.#high[at] = row.high;
    this.#low[at] = row.low;
    this.#close[at] = row.close;
    this.#volume[at] = row.volume;
    if (row.openTime < this.#newest) this.#ordered = false;
    else this.#newest = row.openTime;
    this.#runningMaximum = undefined;
    this.#length = at + 1;
  }

  keepTicks(ticks: TickColumns | undefined): void {
    this.#ticks = ticks;
  }

  candleAt(index: number, timeframeMs: number): Candle {
    if (!(index >= 0 && index < this.#length)) throw new RangeError(`no candle ${index} among ${this.#length}`);
    // Within the length: the columns have a number there.
    const openTime = this.#openTime[index] as number;
    const closeTime = openTime + timeframeMs;
    const open = this.#open[index] as number;
    const high = this.#high[index] as number;
    const low = this.#low[index] as number;
    const close = this.#close[index] as number;
    const volume = this.#volume[index] as number;
    const sides = this.#quotes;
    if (sides === undefined) return { openTime, closeTime, open, high, low, close, volume, bars: 1 };
    const quotes = { bid: sides.bid.#pricesAt(index), ask: sides.ask.#pricesAt(index) };
    return { openTime, closeTime, open, high, low, close, volume, bars: 1, quotes };
  }

  /** The rows from `first` to before `end`, sharing the memory of this one. */
  view(first: number, end: number): CandleColumns {
    const view = new CandleColumns(0);
    view.#openTime = this.#openTime.subarray(first, end);
    view.#open = this.#open.subarray(first, end);
    view.#high = this.#high.subarray(first, end);
    view.#low = this.#low.subarray(first, end);
    view.#close = this.#close.subarray(first, end);
    view.#volume = this.#volume.subarray(first, end);
    view.#length = view.#openTime.length;
    if (this.#quotes !== undefined) {
      view.#quotes = { bid: this.#quotes.bid.view(first, end), ask: this.#quotes.ask.view(first, end) };
    }
    view.#ticks = this.#ticks;
    view.#readOrder();
    return view;
  }

  /** A copy in memory that threads can share. */
  shared(): ColumnMemory {
    const copy = (column: Float64Array): Float64Array => sharedCopy(column, this.#length);
    return {
      openTime: copy(this.#openTime),
      open: copy(this.#open),
      high: copy(this.#high),
      low: copy(this.#low),
      close: copy(this.#close),
      volume: copy(this.#volume),
      ...(this.#quotes === undefined
        ? {}
        : { quotes: { bid: this.#quotes.bid.shared(), ask: this.#quotes.ask.shared() } }),
      ...(this.#ticks === undefined ? {} : { ticks: this.#ticks.shared() }),
    };
  }

  #readOrder(): void {
    for (const openTime of this.#openTime) {
      if (openTime < this.#newest) this.#ordered = false;
      else this.#newest = openTime;
    }
  }

  #pricesAt(index: number): PriceBar {
    return {
      open: this.#open[index] ?? NaN,
      high: this.#high[index] ?? NaN,
      low: this.#low[index] ?? NaN,
      close: this.#close[index] ?? NaN,
    };
  }

  #pushQuotes({ quotes, openTime }: CandleRow, at: number): void {
    if (at > 0 && (quotes === undefined) !== (this.#quotes === undefined))
      throw new Error(
        `either every row of a series has quotes or none has: row ${at + 1} differs from those before it`,
      );
    if (quotes === undefined) return;
    this.#quotes ??= { bid: new CandleColumns(0), ask: new CandleColumns(0) };
    this.#quotes.bid.push({ openTime, ...quotes.bid, volume: 0 });
    this.#quotes.ask.push({ openTime, ...quotes.ask, volume: 0 });
  }

  /** One column after the other, so that at no time two copies of all are held. */
  #widen(capacity: number): void {
    this.#openTime = widened(this.#openTime, capacity);
    this.#open = widened(this.#open, capacity);
    this.#high = widened(this.#high, capacity);
    this.#low = widened(this.#low, capacity);
    this.#close = widened(this.#close, capacity);
    this.#volume = widened(this.#volume, capacity);
  }
}

function runningMaximum(column: Float64Array, length: number): Float64Array {
  const maximum = new Float64Array(length);
  let newest = -Infinity;
  for (let index = 0; index < length; index += 1) {
    newest = Math.max(newest, column[index] ?? NaN);
    maximum[index] = newest;
  }
  return maximum;
}
