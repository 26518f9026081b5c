import type { AccountSnapshot } from './account.js';

export interface AccountUpdatedEvent {
  readonly type: 'AccountUpdated';
  readonly account: AccountSnapshot;
}

/** A limit was crossed; told once until it is cleared. `value` and `limit` are in account currency, or percent for drawdown. */
export interface RiskLimitBreachedEvent {
  readonly type: 'RiskLimitBreached';
  readonly limitName: 'daily_loss' | 'account_daily_loss' | 'account_drawdown';
  readonly value: number;
  readonly limit: number;
  readonly reaction: 'block_entries' | 'close_positions';
}

/** Entries are allowed again, or for the first time. Published on change only. */
export interface TradingAuthorizedEvent {
  readonly type: 'TradingAuthorized';
  readonly reason: string;
}

/** Entries are blocked for every symbol. Published on change only. */
export interface TradingBlockedEvent {
  readonly type: 'TradingBlocked';
  readonly reasons: readonly string[];
}

export type AccountEvent = AccountUpdatedEvent | RiskLimitBreachedEvent | TradingAuthorizedEvent | TradingBlockedEvent;
