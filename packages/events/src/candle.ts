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
}

/** Where a candle stands in time: before trading began, later than it should have come, or as it closes. */
export type Phase = 'warm-up' | 'late' | 'live';
