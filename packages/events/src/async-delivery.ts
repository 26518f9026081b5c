import { mayBeDropped } from './catalogue.js';
import type { Delivery, OnFailure } from './delivery.js';
import type { Envelope } from './envelope.js';
import type { EventBusOptions } from './event-bus-options.js';
import type { Route, RouteTable } from './route.js';
import type { OverflowPolicy } from './subscriber-queue.js';
import { QueueFullError, SubscriberQueue } from './subscriber-queue.js';
import type { Subscriber } from './subscription.js';
import { systemClock } from './system-clock.js';

const ROUNDS_PER_TURN = 1_024;

/** Turns, whatever clock the bus tells its time by. */
const EVENT_LOOP = systemClock();

/** One bounded queue for each subscriber, drained round-robin in subscription order; a slow subscriber holds up nobody else. */
export class AsyncDelivery implements Delivery {
  /** Nothing is handled on the call stack of `publish`. */
  readonly isDelivering = false;
  readonly #routes: RouteTable;
  readonly #queueLimit: number;
  readonly #overflow: OverflowPolicy;
  readonly #around: EventBusOptions['around'];
  readonly #onFailure: OnFailure;
  readonly #queues = new Map<string, SubscriberQueue>();
  #current: Envelope | undefined;
  #scheduled = false;
  #rounds = 0;
  #idleWanted: (() => void)[] = [];

  constructor(routes: RouteTable, options: EventBusOptions, onFailure: OnFailure) {
    this.#routes = routes;
    this.#queueLimit = options.queueLimit ?? 1_024;
    this.#overflow = options.overflow ?? 'block';
    this.#around = options.around;
    this.#onFailure = onFailure;
  }

  get current(): Envelope | undefined {
    return this.#current;
  }

  added(subscriber: Subscriber): void {
    this.#queues.set(subscriber.id, new SubscriberQueue(subscriber, this.#queueLimit));
  }

  removed(id: string): void {
    this.#queues.get(id)?.release();
    this.#queues.delete(id);
    this.#tellIdle();
  }

  /** Throws before anything is queued where the policy is to refuse what a full queue cannot take. */
  refuseWhenFull(route: Route, type: string): void {
    if (this.#overflow !== 'error' || !mayBeDropped(type)) return;
    const full = this.#of(route).find((queue) => queue.isFull);
    if (full !== undefined) throw new QueueFullError(full.subscriber.name, this.#queueLimit);
  }

  take(route: Route, envelope: Envelope): void {
    for (const queue of this.#of(route)) queue.push(envelope, this.#overflow);
    this.#schedule();
  }

  /** Whether a queue that this route feeds has no room. */
  isFull(route: Route): boolean {
    return this.#of(route).some((queue) => queue.isFull);
  }

  /** Settles when every queue that this route feeds has had room. */
  async room(route: Route): Promise<void> {
    for (const queue of this.#of(route)) await queue.room();
  }

  idle(): Promise<void> {
    return this.#isIdle ? Promise.resolve() : new Promise((resolve) => this.#idleWanted.push(resolve));
  }

  get queues(): { depth: number; high_water: number; dropped: number } {
    const queues = [...this.#queues.values()];
    return {
      depth: queues.reduce((sum, queue) => sum + queue.depth, 0),
      high_water: queues.reduce((most, queue) => Math.max(most, queue.highWater), 0),
      dropped: queues.reduce((sum, queue) => sum + queue.dropped, 0),
    };
  }

  get #isIdle(): boolean {
    for (const queue of this.#queues.values()) if (queue.busy || queue.depth > 0) return false;
    return true;
  }

  #of(route: Route): SubscriberQueue[] {
    return route.subscribers.flatMap(({ id }) => this.#queues.get(id) ?? []);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#rounds += 1;
    // Now and then the event loop must turn, or a busy bus would starve timers and sockets.
    const soon =
      this.#rounds % ROUNDS_PER_TURN === 0 ? (work: () => void) => EVENT_LOOP.setTimer(0, work) : queueMicrotask;
    soon(() => {
      this.#scheduled = false;
      this.#drainRound();
    });
  }

  /** One event to each subscriber that is free, then the next round as a task of its own. */
  #drainRound(): void {
    for (const queue of [...this.#queues.values()]) {
      if (queue.busy) continue;
      const envelope = queue.shift();
      if (envelope === undefined) continue;
      const pending = this.#hand(queue.subscriber, envelope);
      if (pending !== undefined) this.#awaitHandler(queue, pending);
    }
    if ([...this.#queues.values()].some((queue) => !queue.busy && queue.depth > 0)) this.#schedule();
    else this.#tellIdle();
  }

  #awaitHandler(queue: SubscriberQueue, pending: Promise<void>): void {
    queue.busy = true;
    void pending.finally(() => {
      queue.busy = false;
      if (queue.depth > 0) this.#schedule();
      else this.#tellIdle();
    });
  }

  #tellIdle(): void {
    if (this.#isIdle) this.#idleWanted.splice(0).forEach((tell) => tell());
  }

  /** Hands one event to one subscriber; a promise means that it is not done yet. */
  #hand(subscriber: Subscriber, envelope: Envelope): Promise<void> | undefined {
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
      this.#onFailure(subscriber, envelope, route, error);
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
}
