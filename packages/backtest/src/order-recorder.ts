import type { ApprovedOrder, EventBus, Fill, OrderDeniedEvent, EntrySignalEvent, ExitSignalEvent } from '@q/events';
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

const NO_FILLS: readonly Fill[] = [];
const NO_ORDER = -1;

/** Writes down signals, denials, orders and fills of a run, each in the order in which they came: packed, until they are asked for. */
export class OrderRecorder {
  readonly #signals = new PackedList<EntrySignalEvent | ExitSignalEvent>();
  readonly #denials = new PackedList<OrderDeniedEvent>();
  readonly #fills = new PackedList<Fill>();
  readonly #placed = new PackedList<ApprovedOrder>();
  /** Where an order stands in the lists of orders. */
  readonly #places = new Map<string, number>();
  readonly #states: OrderState[] = [];
  readonly #messages = new Map<number, string>();
  /** The place of each fill's order. */
  readonly #orderOfFill: number[] = [];
  #orders: readonly OrderRecord[] | undefined;

  constructor(bus: EventBus) {
    const options = { name: 'OrderRecorder' };
    bus.subscribe('EntrySignal', (signal) => this.#signals.add(signal), options);
    bus.subscribe('ExitSignal', (signal) => this.#signals.add(signal), options);
    bus.subscribe('OrderDenied', (denial) => this.#denials.add(denial), options);
    bus.subscribe('OrderPlaced', ({ order }) => this.#place(order), options);
    bus.subscribe('OrderAccepted', ({ clientOrderId }) => this.#become(clientOrderId, 'accepted'), options);
    bus.subscribe('OrderRejected', (event) => this.#become(event.clientOrderId, 'rejected', event.message), options);
    bus.subscribe('OrderCanceled', (event) => this.#become(event.clientOrderId, 'canceled', event.message), options);
    bus.subscribe('OrderExpired', ({ clientOrderId }) => this.#become(clientOrderId, 'expired'), options);
    bus.subscribe('OrderUnknown', (event) => this.#become(event.clientOrderId, 'unknown', event.message), options);
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
    const place = this.#states.length;
    this.#places.set(order.clientOrderId, place);
    this.#placed.add(order);
    this.#states.push('placed');
  }

  #become(clientOrderId: string, state: OrderState, message?: string): void {
    const place = this.#places.get(clientOrderId);
    if (place === undefined) return;
    this.#states[place] = state;
    if (message !== undefined) this.#messages.set(place, message);
  }

  #filled(fill: Fill, state: OrderState): void {
    this.#fills.add(fill);
    const place = this.#places.get(fill.clientOrderId) ?? NO_ORDER;
    this.#orderOfFill.push(place);
    if (place !== NO_ORDER) this.#states[place] = state;
  }

  #records(): readonly OrderRecord[] {
    const fillsOf = new Map<number, Fill[]>();
    this.#fills.all.forEach((fill, index) => {
      const place = this.#orderOfFill[index] ?? NO_ORDER;
      const others = fillsOf.get(place);
      if (others === undefined) fillsOf.set(place, [fill]);
      else others.push(fill);
    });
    const placed = this.#placed.all;
    // An order that was placed twice stands where it was first, as what it was last.
    return [...this.#places.values()].flatMap((place): OrderRecord[] => {
      const [order, state, message] = [placed[place], this.#states[place], this.#messages.get(place)];
      if (order === undefined || state === undefined) return [];
      const record = { order, state, fills: fillsOf.get(place) ?? NO_FILLS };
      return [message === undefined ? record : { ...record, message }];
    });
  }
}
