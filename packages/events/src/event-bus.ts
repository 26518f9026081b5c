import { AsyncDelivery } from './async-delivery.js';
import type { EventBusMetrics } from './bus-metrics.js';
import { countByType } from './bus-metrics.js';
import type { EventOf, EventType, TradingEvent } from './catalogue.js';
import type { Clock } from './clock.js';
import type { Delivery, OnFailure } from './delivery.js';
import { DeliveryTimer } from './delivery-timer.js';
import type { Cause } from './envelope.js';
import { Envelope } from './envelope.js';
import type { EventBusOptions } from './event-bus-options.js';
import type { HistoryQuery } from './event-history.js';
import { EventHistory } from './event-history.js';
import { handlerFailed } from './handler-failed.js';
import { QuietEvents } from './quiet-events.js';
import type { Route } from './route.js';
import { RouteTable } from './route.js';
import type { Stretch, StretchListener } from './stretch.js';
import type {
  EventHandler,
  EventSelector,
  Selected,
  SubscribeOptions,
  Subscriber,
  Subscription,
} from './subscription.js';
import { subscriberOf } from './subscription.js';
import { SyncDelivery } from './sync-delivery.js';

/** Types of which a quiet cycle can have more than one, or one that others do not have. */
const BESIDES = ['NewCandle', 'IndicatorsCalculated', 'RegimeChanged'] as const;

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
  readonly #onPublish: EventBusOptions['onPublish'];
  readonly #onHandlerError: EventBusOptions['onHandlerError'];
  readonly #delivery: Delivery;
  readonly #atOnce: SyncDelivery | undefined;
  /** Who has something to say about stretches, and who takes them. */
  readonly #limits: StretchListener[] = [];
  readonly #looks: StretchListener[] = [];
  readonly #takes: StretchListener[] = [];
  readonly #tellsOfStretches: boolean;
  /** Set by the constructor alone: a field that begins as a number would be a new object in memory for each envelope that takes it. */
  #at: number;
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
    this.#tellsOfStretches = options.onPublish !== undefined && options.tellsOfStretches !== false;
    this.#at = 0;
    this.#lastId = options.continueFrom?.id ?? 0;
    this.#roots = options.continueFrom?.roots ?? 0;
    const onFailure: OnFailure = (subscriber, envelope, route, error) => this.#fail(subscriber, envelope, route, error);
    this.#atOnce = this.mode === 'synchronous' ? new SyncDelivery(this.#timer, onFailure) : undefined;
    this.#delivery = this.#atOnce ?? new AsyncDelivery(this.#routes, options, onFailure);
  }

  /** The event being handled, so that a log line or a new event knows where it belongs. */
  get current(): Envelope | undefined {
    return this.#delivery.current;
  }

  /**
   * Sends an event to everyone who listens to its type. It belongs to the event being handled, or to `cause` where one is given;
   * without either it is a root with a correlation id of its own.
   * @throws QueueFullError in asynchronous mode with the policy `error`, where a queue is full; then nobody gets it
   */
  publish<E extends TradingEvent>(event: E, cause?: Cause): Envelope<E> {
    const { type } = event;
    const route = this.#routes.of(type);
    const delivery = this.#delivery;
    delivery.refuseWhenFull(route, type);
    // The clock is read once for a whole chain: what follows from an event happens at its instant.
    if (!delivery.isDelivering) this.#at = this.#clock.now();
    const envelope = cause === undefined ? this.#follow(event, delivery.current) : this.#stamp(event, cause);
    route.published += 1;
    this.#history.add(envelope);
    if (this.#onPublish !== undefined) this.#onPublish(envelope);
    delivery.take(route, envelope);
    return envelope;
  }

  /** As `publish`; in asynchronous mode it waits until every subscriber's queue has room. */
  async publishAsync<E extends TradingEvent>(event: E, cause?: Cause): Promise<Envelope<E>> {
    const from = cause ?? this.#delivery.current;
    const route = this.#routes.of(event.type);
    // Asked again after each wait: another publisher that waited may have taken the room.
    while (this.#delivery.isFull(route)) await this.#delivery.room(route);
    return this.publish(event, from);
  }

  /** Listens to one type, several, or all. The returned function ends it; a change counts from the next event on. */
  subscribe<S extends EventSelector>(
    selector: S,
    handler: EventHandler<Selected<S>>,
    options: SubscribeOptions<Selected<S>> = {},
  ): Subscription {
    this.#subscriptions += 1;
    const subscriber = subscriberOf(this.#subscriptions, selector, handler, options);
    this.#routes.add(subscriber);
    this.#delivery.added(subscriber);
    return Object.assign(() => this.unsubscribe(subscriber.id), { id: subscriber.id });
  }

  /** Ends a subscription; false where there is none of that id. */
  unsubscribe(id: string): boolean {
    this.#delivery.removed(id);
    return this.#routes.remove(id) !== undefined;
  }

  /** Asks about stretches and tells of them: for a subscriber that says `takesStretches`, of everything that it listens to. */
  onStretch(listener: StretchListener): void {
    if (listener.limit !== undefined) this.#limits.push(listener);
    if (listener.look !== undefined) this.#looks.push(listener);
    this.#takes.push(listener);
  }

  /**
   * Carries as many cycles of a stretch, and of those that it leads, as all listeners find quiet, in one piece: numbers, counters and history are as if
   * each of their events had been published. None where somebody wants to see the events one by one. @returns what it carried
   */
  carry(stretch: Stretch): QuietEvents | undefined {
    if (this.mode !== 'synchronous' || this.#tellsOfStretches || this.#delivery.isDelivering) return undefined;
    if (!this.#routes.takesStretches) return undefined;
    const { followers } = stretch;
    const { takesChanges } = this.#routes;
    stretch.carriesChanges = takesChanges;
    for (const follower of followers) follower.carriesChanges = takesChanges;
    for (const listener of this.#limits) {
      if (stretch.count > 0) listener.limit?.(stretch);
      for (const follower of followers) if (stretch.count > 0) listener.limit?.(follower);
    }
    for (const listener of this.#looks) {
      if (stretch.count > 0) listener.look?.(stretch);
      for (const follower of followers) if (stretch.count > 0) listener.look?.(follower);
    }
    if (stretch.count === 0) return undefined;
    const events = this.#number(stretch);
    for (const listener of this.#takes) {
      listener.take(stretch);
      for (const follower of followers) listener.take(follower);
    }
    return events;
  }

  /**
   * Hands the last rows of a stretch and those it leads to the subscriber that wants something on them, with all that follows: once everybody has taken the
   * stretch, and the clock shows its end.
   */
  handLast(carried: QuietEvents, subscriber: string): void {
    const rows = carried.lastRows;
    if (this.#onPublish !== undefined) {
      for (const envelope of carried.beforeLastRows) this.#onPublish(envelope);
      for (const envelope of rows) this.#onPublish(envelope);
    }
    const route = this.#routes.of('IndicatorsCalculated');
    for (const one of route.subscribers) if (one.name === subscriber) return this.#atOnce?.handTo(one, route, rows);
    throw new Error(`"${subscriber}" wants a row of indicators, but does not listen to them`);
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
    return this.#delivery.idle();
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
      queues: this.#delivery.queues,
    };
  }

  /** Stamps what the event being handled leads to, or a root where none is. */
  #follow<E extends TradingEvent>(event: E, current: Envelope | undefined): Envelope<E> {
    this.#lastId += 1;
    if (current !== undefined) return new Envelope(this.#lastId, this.#at, current.origin, current.id, event);
    this.#roots += 1;
    return new Envelope(this.#lastId, this.#at, this.#roots, 0, event);
  }

  #number(stretch: Stretch): QuietEvents {
    this.#count(stretch);
    for (const follower of stretch.followers) this.#count(follower);
    const events = new QuietEvents(stretch, this.counters);
    stretch.firstOrigin = this.#roots + 1;
    this.#lastId += events.count;
    this.#roots += stretch.count;
    this.#at = stretch.lastClose;
    this.#history.addQuiet(events);
    return events;
  }

  /** Counts the events of a stretch of one symbol. */
  #count(stretch: Stretch): void {
    const { count, besides } = stretch;
    for (const route of this.#routes.ofCycle(stretch)) pass(route, count);
    if (besides.all > 0) for (const type of BESIDES) if (besides[type] > 0) pass(this.#routes.of(type), besides[type]);
  }

  #stamp<E extends TradingEvent>(event: E, cause: Cause): Envelope<E> {
    this.#lastId += 1;
    const origin = cause instanceof Envelope ? cause.origin : cause.correlationId;
    return new Envelope(this.#lastId, this.#at, origin, cause.id, event);
  }

  #fail(subscriber: Subscriber, envelope: Envelope, route: Route, error: unknown): void {
    route.failed += 1;
    this.#onHandlerError?.(error, subscriber.name, envelope);
    // Whoever fails on a failure is counted, and no more: else one broken listener would feed itself.
    if (envelope.event.type === 'HandlerFailed') return;
    this.publish(handlerFailed(subscriber.name, envelope, error), envelope);
  }
}

/** Counts events of a type that passed together. */
function pass(route: Route, count: number): void {
  route.published += count;
  route.delivered += count * route.subscribers.length;
}
