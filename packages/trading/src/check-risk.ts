import type { DenialReason, Direction } from '@q/events';

/** What is asked for. */
export interface RiskQuestion {
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: Direction;
  /** Lots. */
  readonly volume: number;
}

/** An open position, or an entry that was approved and is not done yet: both count. */
export interface Exposure {
  readonly strategy: string;
  readonly symbol: string;
  readonly direction: Direction;
  readonly volume: number;
}

/** Everything the gate knows at this moment, in one place. */
export interface RiskFacts {
  readonly automationEnabled: boolean;
  readonly isStopping: boolean;
  /** Why the account stop blocks entries, `undefined` where it does not. */
  readonly accountStop: LimitReached | undefined;
  readonly dailyLoss: LimitReached | undefined;
  readonly exposures: readonly Exposure[];
  /** The symbol's feed: how long it has been silent, where that is too long. */
  readonly staleMs: number | undefined;
  /** An order of the symbol whose fate is not known. */
  readonly unknownOrder: string | undefined;
  /** The service that failed for the symbol. */
  readonly failedService: string | undefined;
}

export interface LimitReached {
  readonly value: number;
  readonly limit: number;
  readonly message: string;
}

export interface RiskLimits {
  readonly maxPositions: number;
  /** Lots. */
  readonly maxPositionSize: number;
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
  if (facts.isStopping) return deny('stopping', 'the system is stopping: no new entries');
  if (!facts.automationEnabled) return deny('automation_off', 'automation is switched off: no new entries');
  if (facts.accountStop !== undefined) return reached('account_stop', facts.accountStop);
  if (facts.dailyLoss !== undefined) return reached('daily_loss', facts.dailyLoss);
  if (facts.failedService !== undefined)
    return deny('service_failed', `${facts.failedService} has failed for ${question.symbol}`);
  if (facts.unknownOrder !== undefined)
    return deny('order_unknown', `the fate of order ${facts.unknownOrder} of ${question.symbol} is not known`);
  if (facts.staleMs !== undefined) {
    return {
      ok: false,
      reason: 'stale_data',
      message: `no candle of ${question.symbol} for ${facts.staleMs} ms`,
      value: facts.staleMs,
    };
  }
  const duplicate = facts.exposures.find((open) => isSame(open, question));
  if (duplicate !== undefined) {
    return deny(
      'duplicate_entry',
      `${question.strategy} already has a ${question.direction} position or order of ${question.symbol}`,
    );
  }
  if (question.volume > limits.maxPositionSize) {
    const message = `${question.volume} lots are more than max_position_size ${limits.maxPositionSize}`;
    return { ok: false, reason: 'max_position_size', message, value: question.volume, limit: limits.maxPositionSize };
  }
  if (facts.exposures.length >= limits.maxPositions) {
    const message = `${facts.exposures.length} positions and orders are open, max_positions is ${limits.maxPositions}`;
    return { ok: false, reason: 'max_positions', message, value: facts.exposures.length, limit: limits.maxPositions };
  }
  return { ok: true };
}

function deny(reason: DenialReason, message: string): RiskVerdict {
  return { ok: false, reason, message };
}

function reached(reason: DenialReason, { value, limit, message }: LimitReached): RiskVerdict {
  return { ok: false, reason, message, value, limit };
}

function isSame(open: Exposure, question: RiskQuestion): boolean {
  return (
    open.strategy === question.strategy && open.symbol === question.symbol && open.direction === question.direction
  );
}
