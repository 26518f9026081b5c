import type { EventType } from '@q/events';
import type { Severity } from './alert.js';

/** What rules can be about by a word of their own, and the events that it stands for. */
export const CONDITION_EVENTS = {
  service_restarted: ['ServiceRestarted'],
  service_failed: ['ServiceFailed'],
  feed_stale: ['FeedStale'],
  risk_limit: ['RiskLimitBreached'],
  trading_halted: ['TradingHalted'],
  trading_blocked: ['TradingBlocked'],
  order_rejected: ['OrderRejected'],
  order_unknown: ['OrderUnknown'],
  fill: ['OrderFilled', 'OrderPartiallyFilled'],
  position_closed: ['PositionClosed'],
  handler_failed: ['HandlerFailed'],
  journal_trouble: ['JournalStateChanged'],
} as const satisfies Readonly<Record<string, readonly EventType[]>>;

interface OfRule {
  readonly name: string;
  readonly severity: Severity;
  /** How long further alerts about the same symbol or service are only counted. */
  readonly cooldownMs: number;
  /** Names of the sinks that get it; all where it is left out. */
  readonly sinks?: readonly string[];
}

export interface EventRule extends OfRule {
  readonly kind: 'event';
  readonly events: readonly EventType[];
  /** Only events whose fields have these values: `reason`, `limit_name`, `fill.side`. A list has a value that is in it. */
  readonly where?: Readonly<Record<string, string | number | boolean>>;
}

/** Tells once when a number has been beyond a bound for a time, and again after it was back. */
export interface MetricRule extends OfRule {
  readonly kind: 'metric';
  readonly metric: string;
  readonly bound: { readonly above: number } | { readonly below: number };
  readonly forMs: number;
}

export type AlertRule = EventRule | MetricRule;
