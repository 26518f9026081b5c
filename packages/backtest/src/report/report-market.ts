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
  readonly openTime: readonly number[];
  readonly open: readonly number[];
  readonly close: readonly number[];
}

/** The candles that open at `from` or later and close at `to` or earlier; one that is older than the one before it is left out. */
export function candlesWithin(
  symbol: string,
  { periodMs, candles }: SymbolMarket,
  { from = -Infinity, to = Infinity }: { readonly from?: number | undefined; readonly to?: number | undefined },
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
