import type { Delivery, OnFailure } from './delivery.js';
import type { DeliveryTimer } from './delivery-timer.js';
import type { Envelope } from './envelope.js';
import type { Route } from './route.js';
import type { EventHandler, Subscriber } from './subscription.js';

const CHAIN_LIMIT = 100_000;
const PLACES_KEPT = 256;
const NO_QUEUES = { depth: 0, high_water: 0, dropped: 0 };

/** First in, first out, run to completion: everyone gets the cause before anyone gets the effect. */
export class SyncDelivery implements Delivery {
  readonly queues = NO_QUEUES;
  readonly #timer: DeliveryTimer;
  readonly #onFailure: OnFailure;
  #waiting: Envelope[] = [];
  /** The routes of what waits, at the same places. */
  #waitingRoutes: Route[] = [];
  #count = 0;
  #current: Envelope | undefined;

  constructor(timer: DeliveryTimer, onFailure: OnFailure) {
    this.#timer = timer;
    this.#onFailure = onFailure;
  }

  get current(): Envelope | undefined {
    return this.#current;
  }

  get isDelivering(): boolean {
    return this.#current !== undefined;
  }

  take(route: Route, envelope: Envelope): void {
    if (this.#current !== undefined) {
      this.#waiting[this.#count] = envelope;
      this.#waitingRoutes[this.#count] = route;
      this.#count += 1;
      return;
    }
    try {
      this.#deliver(route, envelope);
      if (this.#count > 0) this.#drain();
    } finally {
      this.#end();
    }
  }

  /** Hands events of a type that have passed as delivered to one of its subscribers after all, and then delivers what follows from them. */
  handTo(subscriber: Subscriber, route: Route, envelopes: readonly Envelope[]): void {
    try {
      for (const envelope of envelopes) {
        this.#current = envelope;
        this.#handOne(subscriber, route, envelope);
      }
      if (this.#count > 0) this.#drain();
    } finally {
      this.#end();
    }
  }

  refuseWhenFull(): void {}

  isFull(): boolean {
    return false;
  }

  room(): Promise<void> {
    return Promise.resolve();
  }

  /** Between two calls everything has been handled. */
  idle(): Promise<void> {
    return Promise.resolve();
  }

  added(): void {}

  removed(): void {}

  #drain(): void {
    const waiting = this.#waiting;
    for (let index = 0; index < this.#count; index += 1) {
      const envelope = waiting[index] as Envelope;
      if (index === CHAIN_LIMIT) this.#breakChain(envelope);
      this.#deliver(this.#waitingRoutes[index] as Route, envelope);
    }
  }

  /** A hook that throws ends its chain and is the publisher's to handle; the next chain is delivered as ever. */
  #end(): void {
    this.#current = undefined;
    if (this.#count > 0) this.#forgetWaiting();
  }

  /** The places are used again by the next chain; those of an uncommonly long one are given back. */
  #forgetWaiting(): void {
    this.#count = 0;
    if (this.#waiting.length <= PLACES_KEPT) return;
    this.#waiting = [];
    this.#waitingRoutes = [];
  }

  #deliver(route: Route, envelope: Envelope): void {
    this.#current = envelope;
    if (this.#timer.isDue(envelope.id)) this.#handAllTimed(route, envelope);
    else this.#handAll(route, envelope);
  }

  /** Apart from `#deliver`, whose parameters a closure would move to the heap for every event. */
  #handAllTimed(route: Route, envelope: Envelope): void {
    this.#timer.measure(() => this.#handAll(route, envelope));
  }

  #handAll(route: Route, envelope: Envelope): void {
    const { subscribers, handlers } = route;
    const { event } = envelope;
    const { length } = subscribers;
    let index = 0;
    let notDelivered = 0;
    while (index < length) {
      // One try for the whole list: a throw costs a second one, an ordinary event does not.
      try {
        if (handlers !== undefined) {
          for (; index < length; index += 1) {
            const pending = (handlers[index] as EventHandler)(event, envelope);
            if (pending !== undefined) this.#watch(pending, subscribers[index] as Subscriber, envelope, route);
          }
          break;
        }
        for (; index < length; index += 1) {
          const subscriber = subscribers[index] as Subscriber;
          if (subscriber.filter !== undefined && !subscriber.filter(event)) {
            notDelivered += 1;
            continue;
          }
          const pending = subscriber.handler(event, envelope);
          if (pending !== undefined) this.#watch(pending, subscriber, envelope, route);
        }
      } catch (error) {
        notDelivered += 1;
        this.#onFailure(subscribers[index] as Subscriber, envelope, route, error);
        index += 1;
      }
    }
    route.delivered += length - notDelivered;
  }

  #handOne(subscriber: Subscriber, route: Route, envelope: Envelope): void {
    try {
      const pending = subscriber.handler(envelope.event, envelope);
      if (pending !== undefined) this.#watch(pending, subscriber, envelope, route);
    } catch (error) {
      route.delivered -= 1;
      this.#onFailure(subscriber, envelope, route, error);
    }
  }

  /** A promise is not waited for here, but its failure is not lost either. */
  #watch(pending: Promise<void>, subscriber: Subscriber, envelope: Envelope, route: Route): void {
    pending.then(undefined, (error: unknown) => {
      route.delivered -= 1;
      this.#onFailure(subscriber, envelope, route, error);
    });
  }

  #breakChain({ event }: Envelope): never {
    throw new Error(
      `more than ${CHAIN_LIMIT} events follow from one (last: ${event.type}): two handlers feed each other`,
    );
  }
}
