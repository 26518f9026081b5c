import type { EventOf, EventType } from './catalogue.js';
import type { Envelope } from './envelope.js';
import { QuietEvents } from './quiet-events.js';

export interface HistoryQuery<T extends EventType = EventType> {
  readonly type?: T;
  readonly correlationId?: string;
  /** The newest so many; 0 or nothing means all. */
  readonly limit?: number;
}

/** The newest events, oldest first, in a ring of fixed size. */
export class EventHistory {
  readonly #slots: (Envelope | QuietEvents | undefined)[];
  /** Numbers run on without a gap: the newest tells all. */
  #newestId = 0;
  #next = 0;
  #size = 0;

  /** @param capacity how many events are kept; 0 keeps none */
  constructor(capacity: number) {
    this.#slots = new Array<Envelope | QuietEvents | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  add(envelope: Envelope): void {
    const slots = this.#slots;
    if (slots.length === 0) return;
    slots[this.#next] = envelope;
    this.#newestId = envelope.id;
    this.#next = this.#next + 1 === slots.length ? 0 : this.#next + 1;
    if (this.#size < slots.length) this.#size += 1;
  }

  /** The events of a stretch, the last of which has the given number. */
  addQuiet(events: QuietEvents, lastId: number): void {
    const slots = this.#slots;
    const added = Math.min(events.count, slots.length);
    const end = this.#next + added;
    slots.fill(events, this.#next, end);
    if (end >= slots.length) slots.fill(events, 0, end - slots.length);
    this.#next = end >= slots.length ? end - slots.length : end;
    this.#size = Math.min(slots.length, this.#size + added);
    this.#newestId = lastId;
  }

  query<T extends EventType>(query: HistoryQuery<T>): readonly Envelope<EventOf<T>>[] {
    const found: Envelope<EventOf<T>>[] = [];
    const wanted = query.limit === undefined || query.limit === 0 ? Infinity : query.limit;
    for (let back = 1; back <= this.#size && found.length < wanted; back += 1) {
      const slot = this.#slots[(this.#next - back + this.#slots.length) % this.#slots.length];
      const envelope = slot instanceof QuietEvents ? slot.envelope(this.#newestId - back + 1) : slot;
      if (envelope !== undefined && matches(envelope, query)) found.push(envelope);
    }
    return found.reverse();
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#next = 0;
    this.#size = 0;
  }
}

function matches<T extends EventType>(envelope: Envelope, query: HistoryQuery<T>): envelope is Envelope<EventOf<T>> {
  if (query.type !== undefined && envelope.event.type !== query.type) return false;
  return query.correlationId === undefined || envelope.correlationId === query.correlationId;
}
