import type { EventOf, EventType } from '@q/events';
import type { ConversionRates } from './conversion-rates.js';
import type { RiskState } from './risk-state.js';

type FactHandlers<T extends EventType> = { readonly [Type in T]: (event: EventOf<Type>) => void };

type Facts =
  | 'NewCandle'
  | 'FeedStale'
  | 'ServiceFailed'
  | 'ServiceRestarted'
  | 'PositionIncreased'
  | 'PositionPartiallyClosed'
  | 'OrderAccepted'
  | 'OrderFilled'
  | 'OrderPartiallyFilled'
  | 'OrderUnknown';

/** Where the risk gate's knowledge comes from: one line for each fact. */
export function factHandlers(state: RiskState, rates: ConversionRates): FactHandlers<Facts> {
  return {
    NewCandle({ symbol, candle }) {
      state.fresh(symbol);
      if (rates.isNeeded) rates.follow(symbol, candle);
    },
    FeedStale: ({ symbol, ageMs }) => state.stale(symbol, ageMs),
    ServiceFailed({ service, symbol, blocksEntries }) {
      if (blocksEntries) state.failed(service, symbol);
    },
    ServiceRestarted: ({ service, symbol }) => state.recovered(service, symbol),
    PositionIncreased: (event) => state.book.increased(event),
    PositionPartiallyClosed: (event) => state.book.reduced(event),
    OrderAccepted: ({ clientOrderId }) => state.known(clientOrderId),
    OrderPartiallyFilled({ fill }) {
      state.known(fill.clientOrderId);
      state.book.filled(fill);
    },
    OrderFilled({ fill }) {
      state.known(fill.clientOrderId);
      state.book.filled(fill);
    },
    OrderUnknown: ({ clientOrderId, symbol }) => state.unknown(clientOrderId, symbol),
  };
}
