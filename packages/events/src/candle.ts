/**
 * One closed candle. Times are milliseconds UTC; a candle covers `openTime` (inclusive) to `closeTime` (exclusive).
 * Prices are in quote currency, `volume` in whatever unit the feed counts (0 where the feed has none).
 */
export interface Candle {
  readonly openTime: number;
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** How many base candles it is made of: 1 for a base candle, fewer than the full number where some were missing. */
  readonly bars: number;
  /** Fewer base candles went in than its time has. A base candle never has it. */
  readonly isPartial?: true;
  /** Where the feed knows both sides of the market: what buyers paid and sellers got. A candle of a higher timeframe has none. */
  readonly quotes?: Quotes;
}

/** Prices of one side of the market over a candle. */
export type PriceBar = Pick<Candle, 'open' | 'high' | 'low' | 'close'>;

/** Both sides of the market over a candle: a buyer pays the ask, a seller gets the bid. */
export interface Quotes {
  readonly bid: PriceBar;
  readonly ask: PriceBar;
}

/** Where a candle stands in time: before trading began, later than it should have come, or as it closes. */
export type Phase = 'warm-up' | 'late' | 'live';
