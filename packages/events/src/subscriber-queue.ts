import { mayBeDropped } from './catalogue.js';
import type { Envelope } from './envelope.js';
import type { Subscriber } from './subscription.js';

/**
 * What to do when a subscriber's queue is full. `block`: `publishAsync` waits for room; `publish`, which cannot wait, goes over
 * the limit, so that nothing is lost; `drop-oldest`: the oldest market or analysis event goes; `error`: publishing throws.
 * Orders, positions, account, control and system events are never dropped: they go in over the limit.
 */
export type OverflowPolicy = 'block' | 'drop-oldest' | 'error';

/** The events that wait for one subscriber in asynchronous mode. */
export class SubscriberQueue {
  readonly subscriber: Subscriber;
  readonly #limit: number;
  #waiting: Envelope[] = [];
  #head = 0;
  #roomWanted: (() => void)[] = [];
  /** A promise of the handler has not settled yet: it gets nothing meanwhile. */
  busy = false;
  dropped = 0;
  highWater = 0;

  constructor(subscriber: Subscriber, limit: number) {
    this.subscriber = subscriber;
    this.#limit = limit;
  }

  get depth(): number {
    return this.#waiting.length - this.#head;
  }

  get isFull(): boolean {
    return this.depth >= this.#limit;
  }

  push(envelope: Envelope, policy: OverflowPolicy): void {
    if (this.isFull && mayBeDropped(envelope.event.type)) {
      if (policy === 'error') throw new QueueFullError(this.subscriber.name, this.#limit);
      if (policy === 'drop-oldest') this.#dropOldest();
    }
    this.#waiting.push(envelope);
    this.highWater = Math.max(this.highWater, this.depth);
  }

  shift(): Envelope | undefined {
    const next = this.#waiting[this.#head];
    if (next === undefined) return undefined;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    if (this.#roomWanted.length > 0 && !this.isFull) this.#roomWanted.splice(0).forEach((tell) => tell());
    return next;
  }

  /** Settles when there is room. */
  room(): Promise<void> {
    return this.isFull ? new Promise((resolve) => this.#roomWanted.push(resolve)) : Promise.resolve();
  }

  /** Whoever waits for room in a queue that is taken away goes on. */
  release(): void {
    this.#waiting = [];
    this.#head = 0;
    this.#roomWanted.splice(0).forEach((tell) => tell());
  }

  #dropOldest(): void {
    for (let index = this.#head; index < this.#waiting.length; index += 1) {
      const envelope = this.#waiting[index];
      if (envelope !== undefined && mayBeDropped(envelope.event.type)) {
        this.#waiting.splice(index, 1);
        this.dropped += 1;
        return;
      }
    }
  }
}

/** A subscriber cannot keep up, and the policy is to say so. */
export class QueueFullError extends Error {
  constructor(subscriber: string, limit: number) {
    super(
      `the queue of subscriber "${subscriber}" is full (${limit} events): choose the policy 'block' or 'drop-oldest'`,
    );
    this.name = 'QueueFullError';
  }
}
