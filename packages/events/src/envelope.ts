import type { TradingEvent } from './catalogue.js';
import { correlationIdOf } from './correlation-id.js';

/** What an event follows from: pass it to `publish` for an event that comes back later, from a broker or a timer. */
export interface Cause {
  /** Id of the event that caused it; 0 for none. */
  readonly id: number;
  readonly correlationId: string;
}

/** What the bus adds to an event. Nobody else writes it, so it cannot be forgotten; the event itself is never touched. */
export class Envelope<E extends TradingEvent = TradingEvent> implements Cause {
  constructor(
    /** Sequence number, from 1. */
    readonly id: number,
    /** When it was published, ms UTC from the clock. */
    readonly at: number,
    /** Where its chain began: the number of its root, or the text that a caller gave. */
    readonly origin: number | string,
    /** Id of the event that was being handled when it was published; 0 for a root. */
    readonly causationId: number,
    readonly event: E,
  ) {}

  /** The trading cycle it belongs to: 8 hex characters, or the caller's own text. Made when it is read: most are never read. */
  get correlationId(): string {
    return typeof this.origin === 'string' ? this.origin : correlationIdOf(this.origin);
  }
}
