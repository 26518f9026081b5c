import { AsyncDelivery } from './async-delivery.js';
import type { EventBusMetrics } from './bus-metrics.js';
import { countByType } from './bus-metrics.js';
import type { EventOf, EventType, TradingEvent } from './catalogue.js';
import type { Clock } from './clock.js';
import { correlationIdOf } from './correlation-id.js';
import { DeliveryTimer } from './delivery-timer.js';
import type { Cause } from './envelope.js';
import { Envelope } from './envelope.js';
import type { HistoryQuery } from './event-history.js';
import { EventHistory } from './event-history.js';
import { handlerFailed } from './handler-failed.js';
import type { Route } from './route.js';
import { RouteTable } from './route.js';
import type { OverflowPolicy } from './subscriber-queue.js';
import type {
  EventHandler,
  EventSelector,
  Selected,
  SubscribeOptions,
  Subscriber,
  Subscription,
} from './subscription.js';

const CHAIN_LIMIT = 100_000;

export interface EventBusOptions {
  readonly clock: Clock;
  /** Default `synchronous`: first in, first out, run to completion before the outermost `publish` returns. */
  readonly mode?: 'synchronous' | 'asynchronous';
  /** How many events `history` keeps. Default 1000. */
  readonly historyLimit?: number;
  /** Told of every event before it is delivered: for `log_all_events`. */
  readonly onPublish?: (envelope: Envelope) => void;
  /** Told of every handler that threw, with the error itself: for logs. */
  readonly onHandlerError?: (error: unknown, subscriber: string, envelope: Envelope) => void;
  /** A monotonic clock in milliseconds with fractions; with it delivery times are sampled. */
  readonly monotonicMs?: () => number;
  /** Asynchronous mode: events that may wait for one subscriber. Default 1024. */
  readonly queueLimit?: number;
  /** Asynchronous mode: what a full queue does. Default `block`. */
  readonly overflow?: OverflowPolicy;
  /** Asynchronous mode: runs a handler so that what it awaits still knows its event. */
  readonly around?: (envelope: Envelope, handle: () => void | Promise<void>) => void | Promise<void>;
  /** Where the counters go on after a restart: the last event id and the number of roots so far. */
  readonly continueFrom?: { readonly id: number; readonly roots: number };
}

/**
 * Carries events from those who publish to those who listen. Everyone gets the cause before anyone gets the effect.
 * A handler that throws stops nobody: the others get the event, and a `HandlerFailed` follows in the same chain.
 */
export class EventBus {
  readonly mode: 'synchronous' | 'asynchronous';
  readonly #clock: Clock;
  readonly #routes = new RouteTable();
  readonly #history: EventHistory;
  readonly #timer: DeliveryTimer;
  readonly #onPublish: ((envelope: Envelope) => void) | undefined;
  readonly #onHandlerError: EventBusOptions['onHandlerError'];
  readonly #async: AsyncDelivery | undefined;
  readonly #around: EventBusOptions['around'];
  #waiting: Envelope[] = [];
  #draining = false;
  #current: Envelope | undefined;
  #at = 0;
  #lastId: number;
  #roots: number;
  #subscriptions = 0;

  constructor(options: EventBusOptions) {
    this.mode = options.mode ?? 'synchronous';
    this.#clock = options.clock;
    this.#history = new EventHistory(options.historyLimit ?? 1_000);
    this.#timer = new DeliveryTimer(options.monotonicMs);
    this.#onPublish = options.onPublish;
    this.#onHandlerError = options.onHandlerError;
    this.#around = options.around;
    this.#lastId = options.continueFrom?.id ?? 0;
    this.#roots = options.continueFrom?.roots ?? 0;
    if (this.mode === 'asynchronous') {
      this.#async = new AsyncDelivery({
        queueLimit: options.queueLimit ?? 1_024,
        overflow: options.overflow ?? 'block',
        schedule: queueMicrotask,
        hand: (subscriber, envelope) => this.#handAsync(subscriber, envelope),
      });
    }
  }

  /** The event being handled, so that a log line or a new event knows where it belongs. */
  get current(): Envelope | undefined {
    return this.#current;
  }

  /**
   * Sends an event to everyone who listens to its type. It belongs to the event being handled, or to `cause` where one is given;
   * without either it is a root with a correlation id of its own.
   * @throws QueueFullError in asynchronous mode with the policy `error`, where a queue is full; then nobody gets it
   */
  publish<E extends TradingEvent>(event: E, cause?: Cause): Envelope<E> {
    const route = this.#routes.of(event.type);
    if (this.#async !== undefined) return this.#publishAsync(this.#async, route, event, cause);
    if (this.#draining) {
      const envelope = this.#stamp(event, cause ?? this.#current);
      this.#waiting.push(envelope);
      return envelope;
    }
    this.#at = this.#clock.now();
    const envelope = this.#stamp(event, cause);
    this.#draining = true;
    try {
      this.#deliver(route, envelope);
      if (this.#waiting.length > 0) this.#drain();
    } finally {
      this.#draining = false;
      this.#current = undefined;
    }
    return envelope;
  }

  /** As `publish`; in asynchronous mode it waits until every subscriber's queue has room. */
  async publishAsync<E extends TradingEvent>(event: E, cause?: Cause): Promise<Envelope<E>> {
    const from = cause ?? this.#current;
    const route = this.#routes.of(event.type);
    // Asked again after each wait: another publisher that waited may have taken the room.
    while (this.#async?.isFull(route) === true) await this.#async.room(route);
    return this.publish(event, from);
  }

  /** Listens to one type, several, or all. The returned function ends it; a change counts from the next event on. */
  subscribe<S extends EventSelector>(
    selector: S,
    handler: EventHandler<Selected<S>>,
    options: SubscribeOptions<Selected<S>> = {},
  ): Subscription {
    const types =
      selector === '*'
        ? '*'
        : typeof selector === 'string'
          ? [selector as EventType]
          : (selector as readonly EventType[]);
    this.#subscriptions += 1;
    const id = `sub_${this.#subscriptions}_${types === '*' ? 'all' : types.join('+')}`;
    const subscriber: Subscriber = {
      id,
      name: options.name ?? id,
      types,
      // The only place where types are erased: a route hands an event only to those who asked for its type.
      handler: handler as EventHandler,
      filter: options.filter as ((event: TradingEvent) => boolean) | undefined,
    };
    this.#routes.add(subscriber);
    this.#async?.add(subscriber);
    return Object.assign(() => this.unsubscribe(id), { id });
  }

  /** Ends a subscription; false where there is none of that id. */
  unsubscribe(id: string): boolean {
    this.#async?.remove(id);
    return this.#routes.remove(id) !== undefined;
  }

  /** The newest events, oldest first. */
  history<T extends EventType = EventType>(query: HistoryQuery<T> = {}): readonly Envelope<EventOf<T>>[] {
    return this.#history.query(query);
  }

  clearHistory(): void {
    this.#history.clear();
  }

  /** Settles when every event has been handled. In synchronous mode that is always so between two calls. */
  idle(): Promise<void> {
    return this.#async?.idle() ?? Promise.resolve();
  }

  /** The counters to go on from in another run: see `continueFrom`. */
  get counters(): { readonly id: number; readonly roots: number } {
    return { id: this.#lastId, roots: this.#roots };
  }

  metrics(): EventBusMetrics {
    return {
      ...countByType(this.#routes.routes),
      event_history_size: this.#history.size,
      subscription_count: this.#routes.subscribers.length,
      event_types_subscribed: this.#routes.typesSubscribed,
      delivery_time: this.#timer.figures,
      queues: this.#async?.figures ?? { depth: 0, high_water: 0, dropped: 0 },
    };
  }

  #stamp<E extends TradingEvent>(event: E, cause: Cause | undefined): Envelope<E> {
    this.#lastId += 1;
    if (cause !== undefined) return new Envelope(this.#lastId, this.#at, cause.correlationId, cause.id, event);
    this.#roots += 1;
    return new Envelope(this.#lastId, this.#at, correlationIdOf(this.#roots), 0, event);
  }

  #drain(): void {
    let index = 0;
    try {
      for (; index < this.#waiting.length; index += 1) {
        const envelope = this.#waiting[index];
        if (index === CHAIN_LIMIT) {
          index = this.#waiting.length;
          throw new Error(
            `more than ${CHAIN_LIMIT} events follow from one (last: ${envelope?.event.type}): two handlers feed each other`,
          );
        }
        if (envelope !== undefined) this.#deliver(this.#routes.of(envelope.event.type), envelope);
      }
    } finally {
      // Where a hook threw, the events behind it wait for the next publish; none is delivered twice.
      this.#waiting = this.#waiting.slice(index + 1);
    }
  }

  #deliver(route: Route, envelope: Envelope): void {
    route.published += 1;
    this.#history.add(envelope);
    if (this.#onPublish !== undefined) this.#onPublish(envelope);
    this.#current = envelope;
    if (this.#timer.isDue(envelope.id)) this.#timer.measure(() => this.#handAll(route, envelope));
    else this.#handAll(route, envelope);
    this.#current = undefined;
  }

  #handAll(route: Route, envelope: Envelope): void {
    const subscribers = route.subscribers;
    const event = envelope.event;
    let index = 0;
    while (index < subscribers.length) {
      // One try for the whole list: a throw costs a second one, an ordinary event does not.
      try {
        for (; index < subscribers.length; index += 1) {
          const subscriber = subscribers[index] as Subscriber;
          if (subscriber.filter !== undefined && !subscriber.filter(event)) continue;
          const pending = subscriber.handler(event, envelope);
          if (pending !== undefined) this.#watch(pending, subscriber, envelope, route);
          route.delivered += 1;
        }
      } catch (error) {
        this.#fail(subscribers[index] as Subscriber, envelope, route, error);
        index += 1;
      }
    }
  }

  /** A handler that returns a promise in synchronous mode is not waited for, but its failure is not lost either. */
  #watch(pending: Promise<void>, subscriber: Subscriber, envelope: Envelope, route: Route): void {
    pending.then(undefined, (error: unknown) => {
      route.delivered -= 1;
      this.#fail(subscriber, envelope, route, error);
    });
  }

  #publishAsync<E extends TradingEvent>(
    delivery: AsyncDelivery,
    route: Route,
    event: E,
    cause: Cause | undefined,
  ): Envelope<E> {
    delivery.refuseWhenFull(route, event.type);
    this.#at = this.#clock.now();
    const envelope = this.#stamp(event, cause ?? this.#current);
    route.published += 1;
    this.#history.add(envelope);
    if (this.#onPublish !== undefined) this.#onPublish(envelope);
    delivery.enqueue(route, envelope);
    return envelope;
  }

  #handAsync(subscriber: Subscriber, envelope: Envelope): Promise<void> | undefined {
    const route = this.#routes.of(envelope.event.type);
    let isHanded = false;
    const handle = (): void | Promise<void> => {
      if (subscriber.filter !== undefined && !subscriber.filter(envelope.event)) return undefined;
      isHanded = true;
      route.delivered += 1;
      return subscriber.handler(envelope.event, envelope);
    };
    const fail = (error: unknown): void => {
      if (isHanded) route.delivered -= 1;
      this.#fail(subscriber, envelope, route, error);
    };
    this.#current = envelope;
    try {
      const pending = this.#around === undefined ? handle() : this.#around(envelope, handle);
      return pending?.then(undefined, fail);
    } catch (error) {
      fail(error);
      return undefined;
    } finally {
      this.#current = undefined;
    }
  }

  #fail(subscriber: Subscriber, envelope: Envelope, route: Route, error: unknown): void {
    route.failed += 1;
    this.#onHandlerError?.(error, subscriber.name, envelope);
    // Whoever fails on a failure is counted, and no more: else one broken listener would feed itself.
    if (envelope.event.type === 'HandlerFailed') return;
    this.publish(handlerFailed(subscriber.name, envelope, error), envelope);
  }
}
