/** What the report asks of a candle: open time in ms UTC, open and close in price units. */
export interface PriceRow {
  readonly openTime: number;
  readonly open: number;
  readonly close: number;
}

/** The same in columns, of which the first `length` values count. */
export interface PriceColumns {
  readonly length: number;
  readonly openTime: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** Base candles of one symbol, as the run was given them: rows or columns, all `periodMs` long. */
export interface SymbolMarket {
  readonly periodMs: number;
  readonly candles: readonly PriceRow[] | PriceColumns;
}

/** By symbol, for every symbol of `trading.symbols`. */
export type ReportMarket = Readonly<Record<string, SymbolMarket>>;

/** The candles of a symbol that a run was over, oldest first. */
export interface TradedCandles {
  readonly symbol: string;
  readonly periodMs: number;
  readonly openTime: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

interface Limits {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The candles that open at `from` or later and close at `to` or earlier; one that is older than the one before it is left out. Of columns in
 * which they lie together they are views: the trials of a search share them, and a copy for each would be most of what a report costs.
 */
export function candlesWithin(symbol: string, market: SymbolMarket, limits: Limits): TradedCandles {
  return viewWithin(symbol, market, limits) ?? copyWithin(symbol, market, limits);
}

/** `undefined` where the candles are no typed columns, or not all in the order of time. */
function viewWithin(
  symbol: string,
  { periodMs, candles }: SymbolMarket,
  { from = -Infinity, to = Infinity }: Limits,
): TradedCandles | undefined {
  if (!('openTime' in candles)) return undefined;
  const { openTime, open, close, length } = candles;
  const isTyped = openTime instanceof Float64Array && open instanceof Float64Array && close instanceof Float64Array;
  if (!isTyped || !isAscending(openTime, length)) return undefined;
  let [first, end] = [0, length];
  while (first < end && (openTime[first] ?? NaN) < from) first += 1;
  while (end > first && (openTime[end - 1] ?? NaN) + periodMs > to) end -= 1;
  const part = (column: Float64Array): Float64Array => column.subarray(first, end);
  return { symbol, periodMs, openTime: part(openTime), open: part(open), close: part(close) };
}

function isAscending(times: Float64Array, length: number): boolean {
  // The first against itself: what is no number is in no order.
  for (let at = 0; at < length; at += 1) if (!((times[at] ?? NaN) >= (times[Math.max(0, at - 1)] ?? NaN))) return false;
  return true;
}

function copyWithin(
  symbol: string,
  { periodMs, candles }: SymbolMarket,
  { from = -Infinity, to = Infinity }: Limits,
): TradedCandles {
  const kept = { symbol, periodMs, openTime: [] as number[], open: [] as number[], close: [] as number[] };
  let newest = from;
  for (let at = 0; at < candles.length; at += 1) {
    const { openTime, open, close } = rowAt(candles, at);
    if (!(openTime >= newest) || openTime + periodMs > to) continue;
    newest = openTime;
    kept.openTime.push(openTime);
    kept.open.push(open);
    kept.close.push(close);
  }
  return kept;
}

function rowAt(candles: SymbolMarket['candles'], at: number): PriceRow {
  const none = { openTime: NaN, open: NaN, close: NaN };
  if (!('openTime' in candles)) return candles[at] ?? none;
  return { openTime: candles.openTime[at] ?? NaN, open: candles.open[at] ?? NaN, close: candles.close[at] ?? NaN };
}
