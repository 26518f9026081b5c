import type { PriceBar } from '@q/events';
import type { ColumnMemory } from '../feed/candle-columns.js';
import { CandleColumns } from '../feed/candle-columns.js';

/** Which prices the published candle has: those of one side, the middle between both, or those of trades. */
export type QuoteBars = (typeof QUOTE_BARS)[number];

const QUOTE_BARS = ['bid', 'ask', 'mid', 'last'] as const;

/** What is wrong with a word that should say which prices candles have: one that comes from JSON may be any. */
export function unknownBars(bars: QuoteBars): string | undefined {
  return QUOTE_BARS.includes(bars) ? undefined : `bars is ${bars}, and must be one of ${QUOTE_BARS.join(', ')}`;
}

export interface QuotePair {
  readonly bid: CandleColumns;
  readonly ask: CandleColumns;
  /** Traded prices: there where `bars` is last. */
  readonly last?: CandleColumns | undefined;
  /** Default mid. */
  readonly bars?: QuoteBars | undefined;
}

export interface PairedQuotes {
  readonly columns: CandleColumns;
  /** Rows without quotes of both sides: they are among the columns, without prices, so that they are reported as bad candles. */
  readonly unmatched: number;
}

/**
 * One series of candles with quotes from the rows of both sides, matched by open time while all are read from the front. A row whose
 * other side is missing has no prices (`NaN`), so that it is reported as a bad candle. Where nothing was traded at a time with quotes, the
 * traded price is the close of the trades before.
 * @throws Error where traded prices are asked for and not given, or `bars` is no word that is known
 */
export function pairQuotes({ bid, ask, last, bars = 'mid' }: QuotePair): PairedQuotes {
  const unknown = unknownBars(bars);
  if (unknown !== undefined) throw new Error(unknown);
  if (bars === 'last' && last === undefined) throw new Error('bars of traded prices need these prices: give last, too');
  const traded = bars === 'last' ? last : undefined;
  if (bars !== 'last' && haveSameTimes(bid, ask)) return { columns: sideBySide(bid, ask, bars), unmatched: 0 };
  const most = bid.length + ask.length + (traded?.length ?? 0);
  const made = { ...columnsFor(most), quotes: { bid: columnsFor(most), ask: columnsFor(most) } };
  let unmatched = 0;
  let before = NaN;
  let length = 0;
  for (let [b, a, t] = [0, 0, 0]; ; length += 1) {
    const bidTime = timeOf(bid, b);
    const askTime = timeOf(ask, a);
    const tradeTime = traded === undefined ? Infinity : timeOf(traded, t);
    const openTime = Math.min(bidTime, askTime, tradeTime);
    if (openTime === Infinity) break;
    const trades = tradeTime === openTime ? traded : undefined;
    if (trades !== undefined) before = trades.close[t] ?? before;
    for (const columns of [made, made.quotes.bid, made.quotes.ask]) columns.openTime[length] = openTime;
    if (bidTime !== askTime || bidTime !== openTime) {
      for (const columns of [made, made.quotes.bid, made.quotes.ask]) setFlat(columns, length, NaN);
      unmatched += 1;
    } else {
      copyPrices(made.quotes.bid, length, bid, b);
      copyPrices(made.quotes.ask, length, ask, a);
      if (bars === 'mid') setMiddle(made, length, { bid, b, ask, a });
      else if (bars === 'bid') copyRow(made, length, bid, b);
      else if (bars === 'ask') copyRow(made, length, ask, a);
      else if (trades === undefined) setFlat(made, length, before);
      else copyRow(made, length, trades, t);
    }
    if (bidTime === openTime) b += 1;
    if (askTime === openTime) a += 1;
    if (tradeTime === openTime) t += 1;
  }
  const { bid: bids, ask: asks } = made.quotes;
  const memory = { ...firstOf(made, length), quotes: { bid: firstOf(bids, length), ask: firstOf(asks, length) } };
  return { columns: CandleColumns.over(memory), unmatched };
}

function haveSameTimes(one: CandleColumns, other: CandleColumns): boolean {
  if (one.length !== other.length) return false;
  for (let row = 0; row < one.length; row += 1) if (one.openTime[row] !== other.openTime[row]) return false;
  return true;
}

/** What is commonly given: each row has its other side. The prices of the sides are not copied. */
function sideBySide(bid: CandleColumns, ask: CandleColumns, bars: 'bid' | 'ask' | 'mid'): CandleColumns {
  const { length } = bid;
  const [bids, asks] = [startOf(bid, length), startOf(ask, length)];
  const volume = new Float64Array(length);
  const quotes = { bid: { ...bids, volume }, ask: { ...asks, volume } };
  if (bars !== 'mid') return CandleColumns.over({ ...(bars === 'bid' ? bids : asks), quotes });
  const made = { ...columnsFor(length), openTime: bids.openTime };
  for (let row = 0; row < length; row += 1) setMiddle(made, row, { bid, b: row, ask, a: row });
  return CandleColumns.over({ ...made, quotes });
}

/** A row whose time is no number comes at once, to be reported. */
function timeOf({ openTime, length }: CandleColumns, row: number): number {
  const time = row < length ? (openTime[row] ?? NaN) : Infinity;
  return Number.isNaN(time) ? -Infinity : time;
}

type Columns = Omit<ColumnMemory, 'quotes' | 'ticks'>;

function columnsFor(rows: number): Columns {
  const column = (): Float64Array => new Float64Array(rows);
  return { openTime: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** The first rows, sharing the memory. */
function startOf(columns: Columns, rows: number): Columns {
  return eachOf(columns, (column) => column.subarray(0, rows));
}

/** The first rows, in memory of their own: much of it would be held for nothing. */
function firstOf(columns: Columns, rows: number): Columns {
  return eachOf(columns, (column) => column.slice(0, rows));
}

function eachOf({ openTime, open, high, low, close, volume }: Columns, part: (of: Float64Array) => Float64Array) {
  return {
    openTime: part(openTime),
    open: part(open),
    high: part(high),
    low: part(low),
    close: part(close),
    volume: part(volume),
  };
}

type Prices = Record<keyof PriceBar, Float64Array>;

function copyPrices(to: Prices, row: number, from: Prices, source: number): void {
  to.open[row] = from.open[source] ?? NaN;
  to.high[row] = from.high[source] ?? NaN;
  to.low[row] = from.low[source] ?? NaN;
  to.close[row] = from.close[source] ?? NaN;
}

function copyRow(to: Columns, row: number, from: Columns, source: number): void {
  copyPrices(to, row, from, source);
  to.volume[row] = from.volume[source] ?? NaN;
}

/** One price, and no volume. */
function setFlat(to: Columns, row: number, price: number): void {
  to.open[row] = price;
  to.high[row] = price;
  to.low[row] = price;
  to.close[row] = price;
  to.volume[row] = 0;
}

interface BothSides {
  readonly bid: Columns;
  readonly b: number;
  readonly ask: Columns;
  readonly a: number;
}

function setMiddle(to: Columns, row: number, { bid, b, ask, a }: BothSides): void {
  to.open[row] = middle(bid.open[b] ?? NaN, ask.open[a] ?? NaN);
  to.high[row] = middle(bid.high[b] ?? NaN, ask.high[a] ?? NaN);
  to.low[row] = middle(bid.low[b] ?? NaN, ask.low[a] ?? NaN);
  to.close[row] = middle(bid.close[b] ?? NaN, ask.close[a] ?? NaN);
  to.volume[row] = (bid.volume[b] ?? NaN) + (ask.volume[a] ?? NaN);
}

const DECIMALS = 1e8;

/** The middle of two prices rounded to eight decimals: half a tick is kept, the dust of binary fractions is not. */
export function middle(bid: number, ask: number): number {
  return Math.round(((bid + ask) / 2) * DECIMALS) / DECIMALS;
}
