import type { EventOf, EventType } from '@q/events';
import type { RiskState } from './risk-state.js';

type FactHandlers<T extends EventType> = { readonly [Type in T]: (event: EventOf<Type>) => void };

type Facts =
  | 'NewCandle'
  | 'FeedStale'
  | 'ServiceFailed'
  | 'ServiceRestarted'
  | 'PositionPartiallyClosed'
  | 'PositionClosed'
  | 'OrderAccepted'
  | 'OrderFilled'
  | 'OrderUnknown'
  | 'OrderRejected'
  | 'OrderCanceled'
  | 'OrderExpired';

/** Where the risk gate's knowledge comes from: one line for each fact. */
export function factHandlers(state: RiskState): FactHandlers<Facts> {
  return {
    NewCandle: ({ symbol }) => state.fresh(symbol),
    FeedStale: ({ symbol, ageMs }) => state.stale(symbol, ageMs),
    ServiceFailed({ service, symbol, blocksEntries }) {
      if (blocksEntries) state.failed(service, symbol);
    },
    ServiceRestarted: ({ service, symbol }) => state.recovered(service, symbol),
    PositionPartiallyClosed: (event) => state.reduced(event),
    PositionClosed: (event) => state.closed(event),
    OrderAccepted: ({ clientOrderId }) => state.known(clientOrderId),
    OrderFilled: ({ fill }) => state.known(fill.clientOrderId),
    OrderUnknown: ({ clientOrderId, symbol }) => state.unknown(clientOrderId, symbol),
    OrderRejected: ({ clientOrderId }) => state.gone(clientOrderId),
    OrderCanceled: ({ clientOrderId }) => state.gone(clientOrderId),
    OrderExpired: ({ clientOrderId }) => state.gone(clientOrderId),
  };
}
