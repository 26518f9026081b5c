import type { Direction } from './order.js';
import type { ExitReason } from './position-events.js';
import type { Timeframe } from './timeframe.js';

/** A strategy wants to be in the market. Size, stop and target are planned by the risk gate. */
export interface EntrySignalEvent {
  readonly type: 'EntrySignal';
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  /** Close of the strategy's lowest timeframe. */
  readonly price: number;
  /** Close time of the deciding candle, ms UTC. */
  readonly decidedAt: number;
  /**
   * Values of the columns that its size, stop and targets are planned from, by `timeframe:column`; one that was not ready is missing. And the
   * prices that it names for its order, by `order:price` and `order:limit`.
   */
  readonly inputs?: Readonly<Record<string, number>>;
}

/** A strategy wants out of its position. */
export interface ExitSignalEvent {
  readonly type: 'ExitSignal';
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  readonly price: number;
  readonly decidedAt: number;
  readonly reason: ExitReason;
  /** Percent of what is open that is to be closed; all where it is missing. */
  readonly percent?: number;
}

export interface StrategyActivatedEvent {
  readonly type: 'StrategyActivated';
  readonly strategy: string;
  readonly symbol: string;
}

export interface StrategyDeactivatedEvent {
  readonly type: 'StrategyDeactivated';
  readonly strategy: string;
  readonly symbol: string;
  readonly reason: string;
}

export interface StrategyEvaluationErrorEvent {
  readonly type: 'StrategyEvaluationError';
  readonly strategy: string;
  readonly symbol: string;
  readonly message: string;
}

export type SignalEvent =
  EntrySignalEvent | ExitSignalEvent | StrategyActivatedEvent | StrategyDeactivatedEvent | StrategyEvaluationErrorEvent;
