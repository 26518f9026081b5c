import type { ApprovedOrder, Broker, BrokerInbox, Cause, Clock } from '@q/events';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import { OrderDesk } from './order-desk.js';

export interface TradeExecutionOptions {
  readonly broker: Broker;
  readonly clock: Clock;
  /** `batch` collects entries and sends them together; exits go at once. */
  readonly executionMode: 'immediate' | 'batch';
  readonly batchSize: number;
  /** How long the venue may take to answer an order before its fate counts as unknown and it is looked up. */
  readonly answerTimeoutMs: number;
}

export type ExecutionProduces =
  | 'OrderPlaced'
  | 'OrderAccepted'
  | 'OrderRejected'
  | 'OrderPartiallyFilled'
  | 'OrderFilled'
  | 'OrderCanceled'
  | 'OrderExpired'
  | 'OrderUnknown'
  | 'StopMoveRefused'
  | 'AccountUpdated';

/**
 * Sends approved orders to the broker, each once, takes back those that are not wanted any more, moves stops, and turns what the broker
 * says into events of the order's own chain.
 */
export function tradeExecutionService(options: TradeExecutionOptions): EventDrivenService {
  let batch: { readonly order: ApprovedOrder; readonly cause: Cause }[] = [];
  let cancelFlush: (() => void) | undefined;
  let desk: OrderDesk | undefined;
  const send = (): void => {
    cancelFlush?.();
    cancelFlush = undefined;
    const orders = batch;
    batch = [];
    for (const { order, cause } of orders) desk?.send(order, cause);
  };
  return defineService({
    name: 'TradeExecutionService',
    produces: [
      'OrderPlaced',
      'OrderAccepted',
      'OrderRejected',
      'OrderPartiallyFilled',
      'OrderFilled',
      'OrderCanceled',
      'OrderExpired',
      'OrderUnknown',
      'StopMoveRefused',
      'AccountUpdated',
    ],
    on: {
      OrderApproved({ order }, _emit, cause) {
        if (options.executionMode === 'immediate' || order.intent === 'exit') {
          desk?.send(order, cause);
          return;
        }
        batch.push({ order, cause });
        if (batch.length >= options.batchSize) send();
        // A timer of no delay runs when the cycle's chain is done: nothing waits longer than its cycle.
        else cancelFlush ??= options.clock.setTimer(0, send);
      },
      CancelRequested({ clientOrderId, symbol }, emit) {
        const isUnsent = batch.some(({ order }) => order.clientOrderId === clientOrderId);
        if (!isUnsent) return options.broker.cancel(clientOrderId);
        batch = batch.filter(({ order }) => order.clientOrderId !== clientOrderId);
        emit({ type: 'OrderCanceled', symbol, clientOrderId, message: 'taken back before it was sent' });
      },
      StopLossMoved({ clientOrderId, to, reason }) {
        if (reason !== 'refused') options.broker.moveStop(clientOrderId, to);
      },
      PositionClosed: ({ positionId }) => desk?.closed(positionId),
    },
    start(emit) {
      desk = new OrderDesk(options, emit);
      options.broker.connect(inboxOf(desk, emit));
    },
    stop() {
      send();
      desk?.stop();
    },
  });
}

function inboxOf(desk: OrderDesk, emit: Emit<ExecutionProduces>): BrokerInbox {
  return {
    accepted(clientOrderId, venueOrderId) {
      const order = desk.answered(clientOrderId);
      emit({ type: 'OrderAccepted', symbol: order.symbol, clientOrderId, venueOrderId }, order.cause);
    },
    rejected(clientOrderId, message) {
      const order = desk.finished(clientOrderId);
      emit({ type: 'OrderRejected', symbol: order.symbol, clientOrderId, message }, order.cause);
    },
    filled(fill) {
      const { cause } = desk.filled(fill);
      emit({ type: fill.remaining > 0 ? 'OrderPartiallyFilled' : 'OrderFilled', symbol: fill.symbol, fill }, cause);
    },
    canceled(clientOrderId, message) {
      const order = desk.finished(clientOrderId);
      emit({ type: 'OrderCanceled', symbol: order.symbol, clientOrderId, message }, order.cause);
    },
    expired(clientOrderId) {
      const order = desk.finished(clientOrderId);
      emit({ type: 'OrderExpired', symbol: order.symbol, clientOrderId }, order.cause);
    },
    unknown: (clientOrderId, message) => desk.unknown(clientOrderId, message),
    stopNotMoved(clientOrderId, message) {
      const { symbol, cause } = desk.of(clientOrderId);
      emit({ type: 'StopMoveRefused', symbol, clientOrderId, message }, cause);
    },
    account: (account) => void emit({ type: 'AccountUpdated', account }, desk.accountCause),
  };
}
