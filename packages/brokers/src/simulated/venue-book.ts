import type { ApprovedOrder, AttachedOrder, ClientOrderId, Side, TargetOrder } from '@q/events';

/** A position at the simulated venue. */
export interface VenuePosition {
  readonly positionId: ClientOrderId;
  readonly side: Side;
  readonly volume: number;
  readonly entryPrice: number;
  readonly stopLoss: AttachedOrder | undefined;
  /** Nearest first. */
  readonly targets: readonly TargetOrder[];
  /** Opened inside the present candle: what of its range came before is not known. */
  readonly isNew: boolean;
}

/** What the venue holds for one symbol. */
export interface VenueBook {
  /** Orders that wait for a price, oldest first. */
  pending: ApprovedOrder[];
  positions: VenuePosition[];
  /** The newest middle price: what open positions are valued at. */
  lastPrice: number;
}

export function emptyBook(): VenueBook {
  return { pending: [], positions: [], lastPrice: NaN };
}

export function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}
