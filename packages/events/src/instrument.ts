/**
 * What a trader must know of a symbol before an order can be priced and sized.
 * `tickSize` and `pip` are price distances, lots are `contractSize` units of the base currency or commodity.
 */
export interface Instrument {
  readonly symbol: string;
  /** Decimals in a price. */
  readonly digits: number;
  readonly tickSize: number;
  /** Price distance of one pip: the unit of stops, targets, spread and slippage. */
  readonly pip: number;
  readonly contractSize: number;
  readonly lotStep: number;
  readonly minLot: number;
  readonly maxLot: number;
  readonly baseCurrency: string;
  readonly quoteCurrency: string;
  /** When it trades: `fx` from Sunday to Friday 17:00 New York time, `always` without a break. */
  readonly session: 'fx' | 'always';
}
