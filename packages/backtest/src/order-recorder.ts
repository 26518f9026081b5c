import type { ApprovedOrder, EventBus, Fill, OrderDeniedEvent, EntrySignalEvent, ExitSignalEvent } from '@q/events';
import { DENIALS, FILLS, ORDERS, SIGNALS } from './order-packings.js';
import { PackedList } from './packed-list.js';

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

/** Writes down signals, denials, orders and fills of a run, each in the order in which they came: packed, until they are asked for. */
export class OrderRecorder {
  readonly #signals = new PackedList<EntrySignalEvent | ExitSignalEvent>(SIGNALS);
  readonly #denials = new PackedList<OrderDeniedEvent>(DENIALS);
  readonly #fills = new PackedList<Fill>(FILLS);
  readonly #placed = new PackedList<ApprovedOrder>(ORDERS);
  /** What became of which order, one after the other: whose they are is looked up when the orders are asked for. */
  readonly #changed: string[] = [];
  readonly #states: OrderState[] = [];
  /** What the venue said, by the number of the change. */
  readonly #messages = new Map<number, string>();
  #orders: readonly OrderRecord[] | undefined;

  constructor(bus: EventBus) {
    const options = { name: 'OrderRecorder' };
    bus.subscribe('EntrySignal', (signal) => this.#signals.add(signal), options);
    bus.subscribe('ExitSignal', (signal) => this.#signals.add(signal), options);
    bus.subscribe('OrderDenied', (denial) => this.#denials.add(denial), options);
    bus.subscribe('OrderPlaced', ({ order }) => this.#place(order), options);
    bus.subscribe('OrderAccepted', ({ clientOrderId }) => this.#become(clientOrderId, 'accepted'), options);
    bus.subscribe('OrderRejected', (event) => this.#told(event, 'rejected'), options);
    bus.subscribe('OrderCanceled', (event) => this.#told(event, 'canceled'), options);
    bus.subscribe('OrderExpired', ({ clientOrderId }) => this.#become(clientOrderId, 'expired'), options);
    bus.subscribe('OrderUnknown', (event) => this.#told(event, 'unknown'), options);
    bus.subscribe('OrderPartiallyFilled', ({ fill }) => this.#filled(fill, 'partially_filled'), options);
    bus.subscribe('OrderFilled', ({ fill }) => this.#filled(fill, 'filled'), options);
  }

  get signals(): readonly (EntrySignalEvent | ExitSignalEvent)[] {
    return this.#signals.all;
  }

  get denials(): readonly OrderDeniedEvent[] {
    return this.#denials.all;
  }

  get fills(): readonly Fill[] {
    return this.#fills.all;
  }

  /** Once the run is over. */
  get orders(): readonly OrderRecord[] {
    this.#orders ??= this.#records();
    return this.#orders;
  }

  #place(order: ApprovedOrder): void {
    this.#placed.add(order);
    this.#become(order.clientOrderId, 'placed');
  }

  #filled(fill: Fill, state: OrderState): void {
    this.#fills.add(fill);
    this.#become(fill.intent === 'stop_out' ? NO_ORDER : fill.clientOrderId, state);
  }

  #told(
    { clientOrderId, message }: { readonly clientOrderId: string; readonly message: string },
    state: OrderState,
  ): void {
    this.#become(clientOrderId, state);
    this.#messages.set(this.#states.length - 1, message);
  }

  #become(clientOrderId: string, state: OrderState): void {
    const last = this.#states.length - 1;
    // What mostly follows at once says more than that.
    if (this.#states[last] === 'accepted' && this.#changed[last] === clientOrderId) {
      this.#states[last] = state;
      return;
    }
    this.#changed.push(clientOrderId);
    this.#states.push(state);
  }

  #records(): readonly OrderRecord[] {
    // An order that was placed twice stands where it was first, as what it was last.
    const records = new Map<string, Draft>();
    let [placed, filled] = [0, 0];
    this.#states.forEach((state, index) => {
      const id = this.#changed[index] ?? '';
      const order = state === 'placed' ? this.#placed.all[placed++] : undefined;
      const fill = state === 'filled' || state === 'partially_filled' ? this.#fills.all[filled++] : undefined;
      if (order !== undefined) records.set(id, { order, state, fills: [] });
      const record = records.get(id);
      const message = this.#messages.get(index);
      if (record === undefined) return;
      record.state = state;
      if (fill !== undefined) record.fills.push(fill);
      if (message !== undefined) record.message = message;
    });
    return [...records.values()];
  }
}

/** A stop-out of a position without a stop bears the id of its entry, but is no fill of that order. */
const NO_ORDER = '';

type Draft = { -readonly [Name in keyof OrderRecord]: OrderRecord[Name] } & { readonly fills: Fill[] };
