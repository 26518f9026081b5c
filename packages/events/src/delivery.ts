import type { Envelope } from './envelope.js';
import type { Route } from './route.js';
import type { Subscriber } from './subscription.js';

/** Brings published events to their subscribers: at once, or through queues. */
export interface Delivery {
  /** The event being handled. */
  readonly current: Envelope | undefined;
  /** Whether events are being handled right now, on this very call stack. */
  readonly isDelivering: boolean;
  /** Throws before anything happened where a queue is full and the policy is to say so. */
  refuseWhenFull(route: Route, type: string): void;
  take(route: Route, envelope: Envelope): void;
  /** Whether a queue that this route feeds has no room; `room` settles when it has had some. */
  isFull(route: Route): boolean;
  room(route: Route): Promise<void>;
  idle(): Promise<void>;
  added(subscriber: Subscriber): void;
  removed(id: string): void;
  readonly queues: { readonly depth: number; readonly high_water: number; readonly dropped: number };
}

/** What a delivery tells its bus: a handler threw. */
export type OnFailure = (subscriber: Subscriber, envelope: Envelope, route: Route, error: unknown) => void;
