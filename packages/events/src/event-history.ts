import type { EventOf, EventType } from './catalogue.js';
import type { Envelope } from './envelope.js';
import type { QuietEvents } from './quiet-events.js';

export interface HistoryQuery<T extends EventType = EventType> {
  readonly type?: T;
  readonly correlationId?: string;
  /** The newest so many; 0 or nothing means all. */
  readonly limit?: number;
}

/** The newest events, oldest first: a ring of those that came alone, and the stretches between them. */
export class EventHistory {
  readonly #slots: (Envelope | undefined)[];
  readonly #stretches: QuietEvents[] = [];
  /** Numbers run on without a gap: the newest tells all. */
  #newestId = 0;
  #next = 0;
  /** Places before `#next` that hold an event. */
  #alone = 0;
  #size = 0;

  /** @param capacity how many events are kept; 0 keeps none */
  constructor(capacity: number) {
    this.#slots = new Array<Envelope | undefined>(capacity).fill(undefined);
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
    if (this.#alone < slots.length) this.#alone += 1;
    if (this.#size < slots.length) this.#size += 1;
  }

  addQuiet(events: QuietEvents): void {
    const capacity = this.#slots.length;
    if (capacity === 0) return;
    const stretches = this.#stretches;
    stretches.push(events);
    this.#newestId = events.lastId;
    this.#size = Math.min(capacity, this.#size + events.count);
    const tooOld = this.#newestId - capacity;
    while (stretches.length > 1 && (stretches[0] as QuietEvents).lastId <= tooOld) stretches.shift();
    this.#forget(tooOld);
  }

  query<T extends EventType>(query: HistoryQuery<T>): readonly Envelope<EventOf<T>>[] {
    const found: Envelope<EventOf<T>>[] = [];
    const wanted = query.limit === undefined || query.limit === 0 ? Infinity : query.limit;
    for (const envelope of this.#backwards()) {
      if (found.length >= wanted) break;
      if (matches(envelope, query)) found.push(envelope);
    }
    return found.reverse();
  }

  clear(): void {
    this.#slots.fill(undefined);
    this.#stretches.length = 0;
    this.#next = 0;
    this.#alone = 0;
    this.#size = 0;
  }

  /** Lets go of the events up to an id that came alone: what is kept here lives on, and young objects that live on are what collecting costs. */
  #forget(lastId: number): void {
    const slots = this.#slots;
    for (; this.#alone > 0; this.#alone -= 1) {
      const oldest = (this.#next - this.#alone + slots.length) % slots.length;
      if ((slots[oldest] as Envelope).id > lastId) return;
      slots[oldest] = undefined;
    }
  }

  /** Newest first. */
  *#backwards(): Generator<Envelope> {
    const slots = this.#slots;
    let stretch = this.#stretches.length - 1;
    let alone = this.#next;
    for (let id = this.#newestId; id > this.#newestId - this.#size; id -= 1) {
      const quiet = this.#stretches[stretch];
      if (quiet !== undefined && id <= quiet.lastId) {
        yield quiet.envelope(id);
        if (id === quiet.firstId) stretch -= 1;
        continue;
      }
      alone = alone === 0 ? slots.length - 1 : alone - 1;
      const slot = slots[alone];
      if (slot !== undefined) yield slot;
    }
  }
}

function matches<T extends EventType>(envelope: Envelope, query: HistoryQuery<T>): envelope is Envelope<EventOf<T>> {
  if (query.type !== undefined && envelope.event.type !== query.type) return false;
  return query.correlationId === undefined || envelope.correlationId === query.correlationId;
}
