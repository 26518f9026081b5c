import type { Clock } from './clock.js';
import type { Envelope } from './envelope.js';
import type { OverflowPolicy } from './subscriber-queue.js';

export interface EventBusOptions {
  readonly clock: Clock;
  /** Default `synchronous`: first in, first out, run to completion before the outermost `publish` returns. */
  readonly mode?: 'synchronous' | 'asynchronous';
  /** How many events `history` keeps. Default 1000. */
  readonly historyLimit?: number;
  /** Told of every event before it is delivered: for histories. */
  readonly onPublish?: (envelope: Envelope) => void;
  /** Whether `onPublish` is told of the events of stretches too, which are then published one by one. Default true. */
  readonly tellsOfStretches?: boolean;
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
