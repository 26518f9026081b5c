import type { Direction } from './order.js';

/** Why a strategy wants out: its rules, the age of the position, a melting profit, the end of its schedule. */
export type ExitReason = 'exit_signal' | 'time_exit' | 'profit_guard' | 'session_end';

export type CloseReason = 'stop_loss' | 'take_profit' | 'account_stop' | ExitReason;

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
  readonly takeProfit?: number;
  readonly commission: number;
  readonly openedAt: number;
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

export interface StopLossMovedEvent extends OfPosition {
  readonly type: 'StopLossMoved';
  readonly from: number;
  readonly to: number;
  readonly reason: string;
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
  PositionOpenedEvent | TakeProfitHitEvent | PositionPartiallyClosedEvent | StopLossMovedEvent | PositionClosedEvent;
