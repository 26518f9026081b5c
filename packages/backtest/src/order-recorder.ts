import type { ApprovedOrder, EventBus, Fill, OrderDeniedEvent, EntrySignalEvent, ExitSignalEvent } from '@q/events';

/** What became of an order: `placed` and `accepted` ones were still waiting when the run ended. */
export type OrderState =
  'placed' | 'accepted' | 'filled' | 'partially_filled' | 'rejected' | 'canceled' | 'expired' | 'unknown';

export interface OrderRecord {
  readonly order: ApprovedOrder;
  readonly state: OrderState;
  /** Fills of the order itself; those of its stop and targets stand in `fills` of the result. */
  readonly fills: readonly Fill[];
  /** What the venue said where it said no. */
  readonly message?: string;
}

const NO_FILLS: readonly Fill[] = [];

interface Kept {
  readonly order: ApprovedOrder;
  state: OrderState;
  fills: readonly Fill[];
  message?: string;
}

/** Writes down signals, denials, orders and fills of a run, each in the order in which they came. */
export class OrderRecorder {
  readonly signals: (EntrySignalEvent | ExitSignalEvent)[] = [];
  readonly denials: OrderDeniedEvent[] = [];
  readonly fills: Fill[] = [];
  readonly #orders = new Map<string, Kept>();

  constructor(bus: EventBus) {
    const options = { name: 'OrderRecorder' };
    bus.subscribe('EntrySignal', (signal) => void this.signals.push(signal), options);
    bus.subscribe('ExitSignal', (signal) => void this.signals.push(signal), options);
    bus.subscribe('OrderDenied', (denial) => void this.denials.push(denial), options);
    bus.subscribe(
      'OrderPlaced',
      ({ order }) => void this.#orders.set(order.clientOrderId, { order, state: 'placed', fills: NO_FILLS }),
      options,
    );
    bus.subscribe('OrderAccepted', ({ clientOrderId }) => this.#become(clientOrderId, 'accepted'), options);
    bus.subscribe('OrderRejected', (event) => this.#become(event.clientOrderId, 'rejected', event.message), options);
    bus.subscribe('OrderCanceled', (event) => this.#become(event.clientOrderId, 'canceled', event.message), options);
    bus.subscribe('OrderExpired', ({ clientOrderId }) => this.#become(clientOrderId, 'expired'), options);
    bus.subscribe('OrderUnknown', (event) => this.#become(event.clientOrderId, 'unknown', event.message), options);
    bus.subscribe('OrderPartiallyFilled', ({ fill }) => this.#filled(fill, 'partially_filled'), options);
    bus.subscribe('OrderFilled', ({ fill }) => this.#filled(fill, 'filled'), options);
  }

  get orders(): readonly OrderRecord[] {
    return [...this.#orders.values()];
  }

  #become(clientOrderId: string, state: OrderState, message?: string): void {
    const kept = this.#orders.get(clientOrderId);
    if (kept === undefined) return;
    kept.state = state;
    if (message !== undefined) kept.message = message;
  }

  #filled(fill: Fill, state: OrderState): void {
    this.fills.push(fill);
    const kept = this.#orders.get(fill.clientOrderId);
    if (kept === undefined) return;
    // As long as they are many: an array that grew by pushing keeps room for sixteen more.
    kept.fills = kept.fills.length === 0 ? [fill] : [...kept.fills, fill];
    kept.state = state;
  }
}
