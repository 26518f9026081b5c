import type { CloseReason } from './position-events.js';

declare const clientOrderIdBrand: unique symbol;
declare const approvedBrand: unique symbol;

export type Direction = 'long' | 'short';
export type Side = 'buy' | 'sell';

/** Ours, 18 characters `[a-z0-9]`: the same decision always has the same id, so it can never be ordered twice. */
export type ClientOrderId = string & { readonly [clientOrderIdBrand]: true };

/**
 * Why an order exists. `stop` and `target` are the ones the venue keeps for an open position; with `stop_out` it closes one that the
 * account does not carry any more.
 */
export type OrderIntent = 'entry' | 'exit' | 'stop' | 'target' | 'stop_out';

/** A protective order that the venue carries for the position: a price and the id that its fill will have. */
export interface AttachedOrder {
  readonly clientOrderId: ClientOrderId;
  readonly price: number;
}

/** A target that closes a part of the position. */
export interface TargetOrder extends AttachedOrder {
  /** Lots of the position as planned; the last target closes whatever is left. */
  readonly volume: number;
  /** Whether the stop is moved to the entry price once it is hit. */
  readonly moveStop: boolean;
}

/** How a stop follows the price. All are price distances, measured from the entry price and from the best price since. */
export interface TrailingStop {
  /** How far the stop stays behind the best price. */
  readonly distance: number;
  /** Profit at which it begins to follow; 0 at once. */
  readonly activation: number;
  /** Profit beyond which it is not moved any more. */
  readonly cap?: number;
}

/**
 * How long an unfilled order waits: until it is taken back, until `expiresAt`, until the next rollover, or not at all. `IOC` takes what the
 * market gives at once, `FOK` everything at once or nothing.
 */
export type TimeInForce = 'GTC' | 'GTD' | 'DAY' | 'IOC' | 'FOK';

/** An order as the risk gate sees it. Volume is in lots, prices are snapped to the instrument's tick. */
export interface Order {
  readonly clientOrderId: ClientOrderId;
  readonly symbol: string;
  readonly intent: 'entry' | 'exit';
  /** An entry with a limit price waits for it; without a limit and a stop price it is a market order. */
  readonly limitPrice?: number;
  /** An entry with a stop price waits until the market goes through it; with a limit price too it is a limit order from then on. */
  readonly stopPrice?: number;
  /** How long an unfilled order waits; where there is none, `GTD` with `expiresAt` and `GTC` without it. */
  readonly timeInForce?: TimeInForce;
  /** When an unfilled order ends, ms UTC; never where there is none. */
  readonly expiresAt?: number;
  readonly side: Side;
  readonly direction: Direction;
  readonly volume: number;
  readonly strategy: string;
  readonly timeframe: string;
  /** Close time of the candle that decided it, ms UTC. */
  readonly decidedAt: number;
  /** MetaTrader's number for strategy, symbol and timeframes. */
  readonly magic: number;
  /** The position an exit closes. */
  readonly positionId?: string;
  /** Why an exit is sent. */
  readonly exitReason?: CloseReason;
  /** The entries of one scaled plan: they share their stop, and end together. */
  readonly groupId?: string;
  readonly stopLoss?: AttachedOrder;
  /** Nearest first. */
  readonly takeProfits?: readonly TargetOrder[];
  readonly trailing?: TrailingStop;
}

/** An order that passed the risk gate. Nothing else can be submitted, and only the gate makes one. */
export type ApprovedOrder = Order & { readonly [approvedBrand]: true };

/** One execution at the venue. Costs are in account currency, negative where the trader pays. */
export interface Fill {
  /** The venue's number of this execution: fills are counted once by it. */
  readonly tradeId: string;
  readonly clientOrderId: ClientOrderId;
  /** The entry order whose position this fill opens or closes. */
  readonly positionId: ClientOrderId;
  readonly symbol: string;
  readonly intent: OrderIntent;
  readonly side: Side;
  readonly price: number;
  /** Lots filled now. */
  readonly volume: number;
  /** Lots of the order still open. */
  readonly remaining: number;
  readonly commission: number;
  /** Closed result of the volume filled now, without commission; 0 for an opening fill. */
  readonly profit: number;
  /** What slippage and the depth of the market cost, negative where the trader paid; it is part of the price already. Missing where unknown. */
  readonly slippage?: number;
  /** Account currency for a unit of the quote currency then; there where another symbol's price was needed for it. */
  readonly rate?: number;
  /** Venue time of the fill, ms UTC. */
  readonly filledAt: number;
}

export function sideOf(direction: Direction, intent: 'entry' | 'exit'): Side {
  return (direction === 'long') === (intent === 'entry') ? 'buy' : 'sell';
}
