import type { TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import type { Alert } from '../alert.js';
import type { AlertRule, EventRule } from '../alert-rule.js';
import { CONDITION_EVENTS } from '../alert-rule.js';
import type { AlertWatchOptions } from '../alert-watch.js';
import { AlertWatch } from '../alert-watch.js';
import type { AlertSink } from '../channels/channel-of.js';
import { untilWith } from './until.js';

export const START = Date.UTC(2025, 0, 6, 20);
export const HOUR = 3_600_000;
export const SINK = { kind: 'webhook', url: 'https://hooks.example', secret: 'signing-secret' } as const;
const PAGER: AlertSink = { ...SINK, name: 'pager', minSeverity: 'info' };

export const ruleOn = (name: keyof typeof CONDITION_EVENTS, more: Partial<EventRule> = {}): EventRule => ({
  name,
  kind: 'event',
  events: CONDITION_EVENTS[name],
  severity: 'warning',
  cooldownMs: 0,
  ...more,
});

export const rejected = (symbol = 'EURUSD', clientOrderId = 'order-1'): TradingEvent => ({
  type: 'OrderRejected',
  symbol,
  // Only the gate makes such ids; no other text of a rejection matters here.
  clientOrderId: clientOrderId as never,
  message: 'the market is closed',
});

/** A watch over a bus of its own, on a virtual clock, whose only sink keeps what it gets. `turn` lets what is under way go on. */
export function watchedBus(
  turn: () => Promise<void>,
  rules: readonly AlertRule[],
  options: Partial<AlertWatchOptions> = {},
) {
  const until = untilWith(turn);
  const clock = new VirtualClock(START);
  const bus = new EventBus({ clock });
  const sent: Alert[] = [];
  const watch = new AlertWatch({
    bus,
    clock,
    fetch: async (_url, { body }) => {
      sent.push(JSON.parse(body) as Alert);
      return new Response(null, { status: 204 });
    },
    random: () => 0,
    redact: (text) => text.replaceAll('hidden-token', '***'),
    readMetrics: () => ({}),
    onError: () => undefined,
    sinks: [PAGER],
    rules,
    deduplicateMs: 300_000,
    queueLimit: 1_000,
    timeoutMs: 10_000,
    attempts: 5,
    ...options,
  });
  const settled = async (): Promise<void> => until(() => watch.status.sinks.every(({ queued }) => queued === 0));
  const titles = async (): Promise<readonly string[]> => {
    await settled();
    return sent.map(({ title }) => title);
  };
  return { clock, bus, sent, watch, settled, titles };
}

/** One of each that the conditions stand for. */
export const events: Readonly<Record<keyof typeof CONDITION_EVENTS, TradingEvent>> = {
  service_restarted: { type: 'ServiceRestarted', service: 'RiskGate', restarts: 2 },
  service_failed: {
    type: 'ServiceFailed',
    service: 'RiskGate',
    reason: 'boom',
    reaction: 'degrade',
    blocksEntries: true,
  },
  feed_stale: { type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 200_000 },
  risk_limit: { type: 'RiskLimitBreached', limitName: 'daily_loss', value: 512.3, limit: 500, reaction: 'halt' },
  trading_halted: { type: 'TradingHalted', reason: 'daily loss' },
  trading_blocked: { type: 'TradingBlocked', reasons: ['stale_data EURUSD'] },
  order_rejected: rejected(),
  order_unknown: { ...rejected(), type: 'OrderUnknown' } as TradingEvent,
  fill: {
    type: 'OrderFilled',
    symbol: 'EURUSD',
    fill: { clientOrderId: 'order-1', side: 'buy', price: 1.1, volume: 0.1, remaining: 0 } as never,
  },
  position_closed: {
    type: 'PositionClosed',
    positionId: 'order-1',
    symbol: 'EURUSD',
    strategy: 'dip',
    direction: 'long',
    volume: 0.1,
    entryPrice: 1.1,
    exitPrice: 1.2,
    profit: 1_000,
    commission: -7,
    netProfit: 993,
    reason: 'take_profit',
    openedAt: 0,
    closedAt: 1,
  },
  handler_failed: { type: 'HandlerFailed', subscriber: 'Bot', eventType: 'NewCandle', eventId: 3, message: 'boom' },
  journal_trouble: { type: 'JournalStateChanged', writable: false, message: 'no room' },
};
