import type { CandleStrip, PriceStrip, Side } from '@q/events';

/** The prices of one side of the market in columns, and what is added to each. */
export interface SideStrip {
  readonly prices: PriceStrip;
  readonly distance: number;
}

/** Where positions of a side are closed while half the spread stays as it is: long ones at the bid, short ones at the ask. */
export function closingSide(strip: CandleStrip, side: Side, halfSpread: number): SideStrip {
  const isBid = side === 'buy';
  const { quotes } = strip;
  if (quotes !== undefined) return { prices: isBid ? quotes.bid : quotes.ask, distance: 0 };
  return { prices: strip, distance: isBid ? -halfSpread : halfSpread };
}
