import type { ApprovedOrder, ClientOrderId, Direction, Fill } from './order.js';

/** Why the risk gate refused an entry. Exits are never refused. */
export type DenialReason =
  | 'automation_off'
  | 'account_stop'
  | 'daily_loss'
  | 'max_positions'
  | 'max_position_size'
  | 'duplicate_entry'
  | 'stale_data'
  | 'order_unknown'
  | 'service_failed'
  | 'stopping'
  | 'below_min_lot'
  | 'invalid_stop'
  | 'invalid_target'
  | 'input_not_ready'
  | 'no_conversion_rate'
  | 'max_positions_per_symbol'
  | 'max_notional'
  | 'drawdown'
  | 'cooldown'
  | 'spread'
  | 'order_rate'
  | 'outside_schedule'
  | 'news'
  | 'market_close'
  | 'restriction_file'
  | 'state_damaged'
  | 'journal_full';

export interface OrderApprovedEvent {
  readonly type: 'OrderApproved';
  readonly symbol: string;
  readonly order: ApprovedOrder;
}

/** Ours: the risk gate said no. `value` and `limit` are the numbers that decided. */
export interface OrderDeniedEvent {
  readonly type: 'OrderDenied';
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: Direction;
  readonly decidedAt: number;
  readonly reason: DenialReason;
  readonly message: string;
  readonly value?: number;
  readonly limit?: number;
}

/** Why a waiting entry is taken back: its strategy left, its group is over, a restriction or limit came, a person wants out. */
export type CancelReason =
  'exit' | 'group_closed' | 'account_stop' | 'risk_limit' | 'news' | 'market_close' | 'operator';

/** An order that waits at the venue is to be taken back. */
export interface CancelRequestedEvent {
  readonly type: 'CancelRequested';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly reason: CancelReason;
}

/** The order was sent. What the venue says comes later, under the same correlation id. */
export interface OrderPlacedEvent {
  readonly type: 'OrderPlaced';
  readonly symbol: string;
  readonly order: ApprovedOrder;
}

export interface OrderAcceptedEvent {
  readonly type: 'OrderAccepted';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: string;
}

/** The venue's: it said no, and the order does not exist there. */
export interface OrderRejectedEvent {
  readonly type: 'OrderRejected';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly message: string;
}

export interface OrderPartiallyFilledEvent {
  readonly type: 'OrderPartiallyFilled';
  readonly symbol: string;
  readonly fill: Fill;
}

export interface OrderFilledEvent {
  readonly type: 'OrderFilled';
  readonly symbol: string;
  readonly fill: Fill;
}

export interface OrderCanceledEvent {
  readonly type: 'OrderCanceled';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly message: string;
}

export interface OrderExpiredEvent {
  readonly type: 'OrderExpired';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
}

/** The venue's answer was lost: the order may exist or not. It is looked up and never sent again blindly. */
export interface OrderUnknownEvent {
  readonly type: 'OrderUnknown';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly message: string;
}

/** The venue left a stop where it was. */
export interface StopMoveRefusedEvent {
  readonly type: 'StopMoveRefused';
  readonly symbol: string;
  readonly clientOrderId: ClientOrderId;
  readonly message: string;
}

export type OrderEvent =
  | OrderApprovedEvent
  | OrderDeniedEvent
  | CancelRequestedEvent
  | OrderPlacedEvent
  | OrderAcceptedEvent
  | OrderRejectedEvent
  | OrderPartiallyFilledEvent
  | OrderFilledEvent
  | OrderCanceledEvent
  | OrderExpiredEvent
  | OrderUnknownEvent
  | StopMoveRefusedEvent;
