import type { AccountSnapshot } from './account.js';

export interface AccountUpdatedEvent {
  readonly type: 'AccountUpdated';
  readonly account: AccountSnapshot;
}

/** A limit was crossed; told once until it is cleared. `value` and `limit` are in account currency, or percent for drawdown. */
export interface RiskLimitBreachedEvent {
  readonly type: 'RiskLimitBreached';
  readonly limitName: 'daily_loss' | 'drawdown' | 'account_daily_loss' | 'account_drawdown';
  readonly value: number;
  readonly limit: number;
  /** `halt` closes everything and then ends the run. */
  readonly reaction: 'block_entries' | 'close_positions' | 'halt';
}

/** Entries are allowed again, or for the first time. Published on change only. */
export interface TradingAuthorizedEvent {
  readonly type: 'TradingAuthorized';
  readonly reason: string;
}

/** The run is to end: a limit with the reaction `halt` was crossed, and what had to be closed is closed. */
export interface TradingHaltedEvent {
  readonly type: 'TradingHalted';
  readonly reason: string;
}

/** Entries are blocked: for every symbol, or for the one that a reason names after a space. Published on change only. */
export interface TradingBlockedEvent {
  readonly type: 'TradingBlocked';
  readonly reasons: readonly string[];
}

export type AccountEvent =
  AccountUpdatedEvent | RiskLimitBreachedEvent | TradingAuthorizedEvent | TradingBlockedEvent | TradingHaltedEvent;
