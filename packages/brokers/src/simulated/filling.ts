import type { ClientOrderId, Fill, Instrument, OrderIntent, Side } from '@q/events';
import { marketFillPrice, snapPrice } from '@q/trading';

/** How an order, or a part of a position, is filled. */
export interface Filling {
  /** The price that the market has for it. */
  readonly touch: number;
  /** Price distance by which it is filled worse, before it is snapped to the tick; none for a limit price, which is filled at no other. */
  readonly slippage?: number | undefined;
  readonly at: number;
  /** At a limit price that waited in the market. */
  readonly isMaker: boolean;
}

export interface Entering extends Filling {
  /** Lots of the order that are filled now. */
  readonly volume: number;
  /** Inside the candle, after its open. */
  readonly isNew: boolean;
}

export interface Closing extends Filling {
  readonly clientOrderId: ClientOrderId;
  readonly intent: OrderIntent;
  /** Lots; all where it is more than there is. */
  readonly volume: number;
  /** Lots of the order that are still open after it; none where it is left out. */
  readonly remaining?: number;
}

/** A fill until it is told. */
export type Told = { -readonly [K in keyof Fill]: Fill[K] };

/** At which an order of a side is filled, on the tick: nobody sells below one tick, however far the slippage. */
export function filledPrice(
  instrument: Instrument,
  side: Side,
  { touch, slippage = 0 }: Pick<Filling, 'touch' | 'slippage'>,
): number {
  return snapPrice(instrument, Math.max(instrument.tickSize, marketFillPrice(side, touch, slippage)));
}
