import type { DenialReason, Direction } from '@q/events';
import { isBeyondLimit } from './money.js';
import type { Restriction } from './restrictions/restriction.js';

/** What is asked for. */
export interface RiskQuestion {
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: Direction;
  /** Lots, of all its orders together. */
  readonly volume: number;
  /** Value of those lots in account currency. */
  readonly notional?: number;
  /** Orders it would send: more than one for a scaled entry. */
  readonly orders?: number;
  /** The scaled entry that it is a part of: the other parts are no duplicates. */
  readonly groupId?: string | undefined;
}

/** An open position, or an entry that was approved and is not done yet: both count. */
export interface Exposure {
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: Direction;
  readonly volume: number;
  readonly groupId?: string | undefined;
}

/** Everything the gate knows at this moment, in one place. */
export interface RiskFacts {
  readonly automationEnabled: boolean;
  readonly isStopping: boolean;
  /** Why the account stop blocks entries, `undefined` where it does not. */
  readonly accountStop: LimitReached | undefined;
  readonly dailyLoss: LimitReached | undefined;
  /** Fall from the peak of equity. */
  readonly drawdown?: LimitReached | undefined;
  /** Why the state of an earlier run could not be read, so that nobody knows what its limits had come to. */
  readonly stateDamaged?: string | undefined;
  /** Why orders cannot be written down before they are sent. */
  readonly journalFull?: string | undefined;
  /** News, holidays, the close of the market, the schedule: what forbids entries of the symbol now. */
  readonly restrictions?: readonly Restriction[];
  readonly exposures: readonly Exposure[];
  /** Entries that went into the position of another strategy on a netting account: no positions, but duplicates of the next ones. */
  readonly added?: readonly Exposure[];
  /** The symbol's feed: how long it has been silent, where that is too long. */
  readonly staleMs: number | undefined;
  /** An order of the symbol whose fate is not known. */
  readonly unknownOrder: string | undefined;
  /** The service that failed for the symbol. */
  readonly failedService: string | undefined;
  /** Time since the symbol's newest position was closed; without one there was none. */
  readonly closedSinceMs?: number | undefined;
  /** Distance between bid and ask, in pips; not known without it. */
  readonly spreadPips?: number | undefined;
  /** Entry orders approved in the last 60 seconds. */
  readonly recentOrders?: number;
}

export interface LimitReached {
  readonly value: number;
  readonly limit: number;
  readonly message: string;
}

/** A limit that is missing or 0 is none, but for the first two. */
export interface RiskLimits {
  readonly maxPositions: number;
  /** Lots. */
  readonly maxPositionSize: number;
  readonly maxPositionsPerSymbol?: number;
  /** Of one strategy in a symbol: what would be one more is a duplicate. Default 1. */
  readonly maxPositionsPerDirection?: number;
  /** Account currency. */
  readonly maxNotional?: number;
  /** How long a symbol is left alone after a position of it was closed. */
  readonly cooldownMs?: number;
  readonly maxSpreadPips?: number;
  readonly maxOrdersPerMinute?: number;
}

export type RiskVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: DenialReason;
      readonly message: string;
      readonly value?: number;
      readonly limit?: number;
    };

/** Whether an entry may be sent. The first reason found is given, the gravest first. Exits are never asked about. */
export function checkRisk(question: RiskQuestion, facts: RiskFacts, limits: RiskLimits): RiskVerdict {
  return (
    checkSystem(facts) ??
    checkSymbol(question, facts, limits) ??
    checkRate(facts, limits, question) ??
    checkSize(question, facts, limits) ??
    ALLOWED
  );
}

const ALLOWED: RiskVerdict = { ok: true };

/** What blocks every symbol. */
function checkSystem(facts: RiskFacts): RiskVerdict | undefined {
  if (facts.isStopping) return deny('stopping', 'the system is stopping: no new entries');
  if (!facts.automationEnabled) return deny('automation_off', 'automation is switched off: no new entries');
  if (facts.stateDamaged !== undefined) return deny('state_damaged', facts.stateDamaged);
  if (facts.journalFull !== undefined) return deny('journal_full', facts.journalFull);
  if (facts.accountStop !== undefined) return reached('account_stop', facts.accountStop);
  if (facts.dailyLoss !== undefined) return reached('daily_loss', facts.dailyLoss);
  if (facts.drawdown !== undefined) return reached('drawdown', facts.drawdown);
  return undefined;
}

/** What blocks the symbol, or this strategy on it. */
function checkSymbol(
  question: RiskQuestion,
  facts: RiskFacts,
  { cooldownMs = 0, maxSpreadPips = 0, maxPositionsPerDirection = 1 }: RiskLimits,
): RiskVerdict | undefined {
  const { strategy, symbol, direction } = question;
  if (facts.failedService !== undefined)
    return deny('service_failed', `${facts.failedService} has failed for ${symbol}`);
  if (facts.unknownOrder !== undefined)
    return deny('order_unknown', `the fate of order ${facts.unknownOrder} of ${symbol} is not known`);
  const { staleMs, closedSinceMs, spreadPips } = facts;
  if (staleMs !== undefined)
    return { ok: false, reason: 'stale_data', message: `no candle of ${symbol} for ${staleMs} ms`, value: staleMs };
  const restriction = facts.restrictions?.[0];
  if (restriction !== undefined) return deny(restriction.reason, restriction.message);
  const same = sameOpen(question, facts.exposures) + sameOpen(question, facts.added ?? NOTHING_OPEN);
  if (same >= maxPositionsPerDirection) {
    const message =
      maxPositionsPerDirection === 1
        ? `${strategy} already has a ${direction} position or order of ${symbol}`
        : `${strategy} already has ${same} ${direction} positions and orders of ${symbol}, max_positions_per_direction is ${maxPositionsPerDirection}`;
    return deny('duplicate_entry', message);
  }
  if (closedSinceMs !== undefined && closedSinceMs < cooldownMs) {
    const message = `a position of ${symbol} was closed ${closedSinceMs / 1_000} s ago, the cooldown is ${cooldownMs / 1_000} s`;
    return reached('cooldown', { value: closedSinceMs, limit: cooldownMs, message });
  }
  if (maxSpreadPips > 0 && spreadPips !== undefined && spreadPips > maxSpreadPips) {
    const message = `the spread of ${symbol} is ${spreadPips} pips, max_spread_pips is ${maxSpreadPips}`;
    return reached('spread', { value: spreadPips, limit: maxSpreadPips, message });
  }
  return undefined;
}

const NOTHING_OPEN: readonly Exposure[] = [];

/** How much of its strategy is open in its direction beside its own group. */
function sameOpen({ strategy, symbol, direction, groupId }: RiskQuestion, exposures: readonly Exposure[]): number {
  let count = 0;
  for (const open of exposures) {
    const isSame = open.strategy === strategy && open.symbol === symbol && open.direction === direction;
    if (isSame && (groupId === undefined || open.groupId !== groupId)) count += 1;
  }
  return count;
}

function checkRate(
  { recentOrders = 0 }: RiskFacts,
  { maxOrdersPerMinute: limit = 0 }: RiskLimits,
  { orders = 1 }: RiskQuestion,
): RiskVerdict | undefined {
  if (limit === 0 || recentOrders + orders <= limit) return undefined;
  const message = `${recentOrders} entries were sent in the last minute, max_orders_per_minute is ${limit}`;
  return reached('order_rate', { value: recentOrders + orders, limit, message });
}

function checkSize(
  { symbol, volume, notional, orders = 1 }: RiskQuestion,
  { exposures }: RiskFacts,
  { maxPositionSize, maxNotional = 0, maxPositions, maxPositionsPerSymbol = 0 }: RiskLimits,
): RiskVerdict | undefined {
  if (volume > maxPositionSize) {
    const message = `${volume} lots are more than max_position_size ${maxPositionSize}`;
    return reached('max_position_size', { value: volume, limit: maxPositionSize, message });
  }
  if (maxNotional > 0 && notional !== undefined && isBeyondLimit(notional, maxNotional)) {
    const message = `${volume} lots of ${symbol} are worth ${notional.toFixed(2)}, max_notional is ${maxNotional}`;
    return reached('max_notional', { value: notional, limit: maxNotional, message });
  }
  const ofSymbol = maxPositionsPerSymbol === 0 ? 0 : exposures.filter((open) => open.symbol === symbol).length;
  if (maxPositionsPerSymbol > 0 && ofSymbol + orders > maxPositionsPerSymbol) {
    const message = `${ofSymbol} positions and orders of ${symbol} are open, ${wanted(orders)}, max_positions_per_symbol is ${maxPositionsPerSymbol}`;
    return reached('max_positions_per_symbol', { value: ofSymbol, limit: maxPositionsPerSymbol, message });
  }
  if (exposures.length + orders > maxPositions) {
    const message = `${exposures.length} positions and orders are open, ${wanted(orders)}, max_positions is ${maxPositions}`;
    return reached('max_positions', { value: exposures.length, limit: maxPositions, message });
  }
  return undefined;
}

function wanted(orders: number): string {
  return orders === 1 ? 'one more is wanted' : `${orders} more are wanted`;
}

function deny(reason: DenialReason, message: string): RiskVerdict {
  return { ok: false, reason, message };
}

function reached(reason: DenialReason, { value, limit, message }: LimitReached): RiskVerdict {
  return { ok: false, reason, message, value, limit };
}
