import type { ClientOrderId, DenialReason, Fill, OrderIntent } from '@q/events';
import { boundedBy } from './label-bounds.js';
import type { MetricKit } from './metric-kit.js';
import type { TradeLabels } from './trade-labels.js';
import type { Watch } from './watched-events.js';

const DENIALS: Readonly<Record<DenialReason, true>> = {
  automation_off: true,
  account_stop: true,
  daily_loss: true,
  max_positions: true,
  max_position_size: true,
  duplicate_entry: true,
  stale_data: true,
  order_unknown: true,
  service_failed: true,
  stopping: true,
  below_min_lot: true,
  invalid_stop: true,
  invalid_target: true,
  input_not_ready: true,
  no_conversion_rate: true,
  max_positions_per_symbol: true,
  max_notional: true,
  drawdown: true,
  cooldown: true,
  spread: true,
  order_rate: true,
  outside_schedule: true,
  news: true,
  market_close: true,
  restriction_file: true,
  state_damaged: true,
  journal_full: true,
};
const INTENTS: Readonly<Record<OrderIntent, true>> = {
  entry: true,
  exit: true,
  stop: true,
  target: true,
  stop_out: true,
};
const reasonLabel = boundedBy(Object.keys(DENIALS));

/** From an answer within a poll to a limit order that waits for a day. */
export const FILL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400] as const;

/** Orders whose first fill is waited for: far more than a venue lets wait, and still bounded. */
const WAITING_AT_MOST = 10_000;

/** Signals, what the gate said to them, what the venue did with the orders, and how long it took. */
export function orderFigures(kit: MetricKit, { symbols, ofPair, symbolLabel, pairLabels }: TradeLabels): Watch {
  const perPair = (name: string, help: string) => {
    const counter = kit.counter({ name, help, labels: ['symbol', 'strategy'] });
    for (const pair of ofPair) counter.inc(pair, 0);
    return counter;
  };
  const perSymbol = (name: string, help: string) => {
    const counter = kit.counter({ name, help, labels: ['symbol'] });
    for (const symbol of symbols) counter.inc({ symbol }, 0);
    return { of: (event: { readonly symbol: string }) => counter.inc({ symbol: symbolLabel(event.symbol) }) };
  };
  const entries = perPair('entry_signals_total', 'Signals to enter the market.');
  const exits = perPair('exit_signals_total', 'Signals to leave the market.');
  const approved = perPair('orders_approved_total', 'Orders that the risk gate approved, exits included.');
  const placed = perPair('orders_placed_total', 'Orders that were sent to the venue.');
  const denied = kit.counter({
    name: 'orders_denied_total',
    help: 'Entries that the risk gate denied, by reason.',
    labels: ['reason'],
  });
  for (const reason of Object.keys(DENIALS)) denied.inc({ reason }, 0);
  const accepted = perSymbol('orders_accepted_total', 'Orders that the venue accepted.');
  const rejected = perSymbol('orders_rejected_total', 'Orders that the venue rejected.');
  const unknown = perSymbol(
    'orders_unknown_total',
    'Orders whose answer was lost: they may exist at the venue or not.',
  );
  const filled = perSymbol(
    'orders_filled_total',
    'Orders that were filled to the end; stops and targets that the venue keeps are orders, too.',
  );
  const partiallyFilled = perSymbol('orders_partially_filled_total', 'Fills that left a part of their order open.');
  const canceled = perSymbol('orders_canceled_total', 'Orders that were taken back.');
  const expired = perSymbol('orders_expired_total', 'Orders whose time ran out.');
  const fills = kit.counter({
    name: 'fills_total',
    help: 'Executions at the venue, partial ones included, by what the order was for.',
    labels: ['symbol', 'intent'],
  });
  for (const symbol of symbols) for (const intent of Object.keys(INTENTS)) fills.inc({ symbol, intent }, 0);
  const fillSeconds = kit.histogram(
    { name: 'order_fill_seconds', help: 'Time from sending an order to its first fill, by the clock of the run.' },
    FILL_BUCKETS,
  );

  const sentAt = new Map<ClientOrderId, number>();
  const execution = ({ clientOrderId, intent, symbol }: Fill, at: number): void => {
    fills.inc({ symbol: symbolLabel(symbol), intent });
    const sent = sentAt.get(clientOrderId);
    sentAt.delete(clientOrderId);
    if (sent !== undefined) fillSeconds.observe((at - sent) / 1_000);
  };
  const gone = (event: { readonly clientOrderId: ClientOrderId }): void => void sentAt.delete(event.clientOrderId);

  return {
    EntrySignal: (signal) => entries.inc(pairLabels(signal)),
    ExitSignal: (signal) => exits.inc(pairLabels(signal)),
    OrderApproved: ({ order }) => approved.inc(pairLabels(order)),
    OrderDenied: ({ reason }) => denied.inc({ reason: reasonLabel(reason) }),
    OrderPlaced({ order }, { at }) {
      placed.inc(pairLabels(order));
      const [oldest] = sentAt.size < WAITING_AT_MOST ? [] : sentAt.keys();
      if (oldest !== undefined) sentAt.delete(oldest);
      sentAt.set(order.clientOrderId, at);
    },
    OrderAccepted: (event) => accepted.of(event),
    OrderRejected(event) {
      rejected.of(event);
      gone(event);
    },
    OrderUnknown: (event) => unknown.of(event),
    OrderPartiallyFilled(event, { at }) {
      partiallyFilled.of(event);
      execution(event.fill, at);
    },
    OrderFilled(event, { at }) {
      filled.of(event);
      execution(event.fill, at);
    },
    OrderCanceled(event) {
      canceled.of(event);
      gone(event);
    },
    OrderExpired(event) {
      expired.of(event);
      gone(event);
    },
  };
}
