import type { Envelope } from './envelope.js';
import type { Route } from './route.js';
import type { OverflowPolicy } from './subscriber-queue.js';
import { QueueFullError, SubscriberQueue } from './subscriber-queue.js';
import type { Subscriber } from './subscription.js';
import { mayBeDropped } from './catalogue.js';

export interface AsyncDeliveryOptions {
  readonly queueLimit: number;
  readonly overflow: OverflowPolicy;
  /** Runs `work` soon, after the present work: the default is a microtask. */
  readonly schedule: (work: () => void) => void;
  /** Hands one event to one subscriber; a promise means that it is not done yet. Never throws. */
  readonly hand: (subscriber: Subscriber, envelope: Envelope) => Promise<void> | undefined;
}

/** One bounded queue for each subscriber, drained round-robin in subscription order; a slow subscriber holds up nobody else. */
export class AsyncDelivery {
  readonly #options: AsyncDeliveryOptions;
  readonly #queues = new Map<string, SubscriberQueue>();
  #scheduled = false;
  #idleWanted: (() => void)[] = [];

  constructor(options: AsyncDeliveryOptions) {
    this.#options = options;
  }

  add(subscriber: Subscriber): void {
    this.#queues.set(subscriber.id, new SubscriberQueue(subscriber, this.#options.queueLimit));
  }

  remove(id: string): void {
    this.#queues.get(id)?.release();
    this.#queues.delete(id);
    this.#tellIdle();
  }

  /** Throws before anything is queued where the policy is to refuse what a full queue cannot take. */
  refuseWhenFull(route: Route, type: string): void {
    if (this.#options.overflow !== 'error' || !mayBeDropped(type)) return;
    const full = this.#of(route).find((queue) => queue.isFull);
    if (full !== undefined) throw new QueueFullError(full.subscriber.name, this.#options.queueLimit);
  }

  enqueue(route: Route, envelope: Envelope): void {
    for (const queue of this.#of(route)) queue.push(envelope, this.#options.overflow);
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

  get figures(): { depth: number; high_water: number; dropped: number } {
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
    this.#options.schedule(() => {
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
      const pending = this.#options.hand(queue.subscriber, envelope);
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
}
