import type { ClientOrderId, Direction } from './order.js';

/** Why a strategy wants out: its rules, the age of the position, a melting profit, the end of its schedule. */
export type ExitReason = 'exit_signal' | 'time_exit' | 'profit_guard' | 'session_end';

/**
 * `market_close` is a restriction, `unprotected` a position whose planned stop is not at the venue, `netted` one that
 * an entry in the other direction closed on a netting account, `stop_out` one that the venue closed as the account did not carry it,
 * `operator` one that a person wanted closed.
 */
export type CloseReason =
  | 'stop_loss'
  | 'take_profit'
  | 'account_stop'
  | 'risk_limit'
  | 'market_close'
  | 'unprotected'
  | 'netted'
  | 'stop_out'
  | 'operator'
  | ExitReason;

interface OfPosition {
  /** The client order id of the entry. */
  readonly positionId: string;
  readonly symbol: string;
  readonly strategy: string;
  readonly direction: Direction;
}

export interface PositionOpenedEvent extends OfPosition {
  readonly type: 'PositionOpened';
  readonly volume: number;
  readonly entryPrice: number;
  readonly stopLoss?: number;
  /** Nearest first. */
  readonly takeProfits?: readonly number[];
  readonly commission: number;
  readonly openedAt: number;
}

/** A later fill made it larger: of its own order, or on a netting account of another entry in the same direction. */
export interface PositionIncreasedEvent extends OfPosition {
  readonly type: 'PositionIncreased';
  /** Lots open now. */
  readonly volume: number;
  /** Volume-weighted. */
  readonly entryPrice: number;
}

export interface TakeProfitHitEvent extends OfPosition {
  readonly type: 'TakeProfitHit';
  readonly price: number;
  readonly volume: number;
}

/** Money in account currency; `profit` is the closed result before commission. */
export interface PositionPartiallyClosedEvent extends OfPosition {
  readonly type: 'PositionPartiallyClosed';
  readonly volume: number;
  readonly remaining: number;
  readonly exitPrice: number;
  readonly profit: number;
  readonly commission: number;
  readonly reason: CloseReason;
}

/** The stop belongs elsewhere now; the venue is told. Where it refuses, the stop is told as moved back. */
export interface StopLossMovedEvent extends OfPosition {
  readonly type: 'StopLossMoved';
  readonly clientOrderId: ClientOrderId;
  readonly from: number;
  readonly to: number;
  readonly reason: 'break_even' | 'trailing' | 'refused';
}

/** Money in account currency over the whole life of the position: `netProfit` = `profit` + `commission`. */
export interface PositionClosedEvent extends OfPosition {
  readonly type: 'PositionClosed';
  readonly volume: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly profit: number;
  readonly commission: number;
  readonly netProfit: number;
  readonly reason: CloseReason;
  readonly openedAt: number;
  readonly closedAt: number;
}

export type PositionEvent =
  | PositionOpenedEvent
  | PositionIncreasedEvent
  | TakeProfitHitEvent
  | PositionPartiallyClosedEvent
  | StopLossMovedEvent
  | PositionClosedEvent;
