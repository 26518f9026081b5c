import type { EventType } from './catalogue.js';
import type { EventHandler, Subscriber } from './subscription.js';
import type { Stretch } from './stretch.js';
import { QUIET_TYPES } from './quiet-types.js';
import { listensTo } from './subscription.js';

/** Who gets one event type, in subscription order, and what happened to it. The list is replaced, never changed, while a delivery may read it. */
export interface Route {
  readonly type: EventType;
  subscribers: readonly Subscriber[];
  /** Their handlers alone, at the same places; none where one of them has a filter. */
  handlers: readonly EventHandler[] | undefined;
  published: number;
  delivered: number;
  failed: number;
  /** That of the type which was asked for next, the last time. */
  next: Route | undefined;
}

/** From event type to its subscribers: looked up once for each event, built anew only when somebody comes or goes. */
export class RouteTable {
  readonly #routes = new Map<EventType, Route>();
  /** Of the types of a quiet cycle, by the kind of its stretch. */
  readonly #ofQuiet: (readonly Route[])[] = [];
  #subscribers: readonly Subscriber[] = [];
  #last: Route | undefined;
  #takesStretches = true;
  #takesChanges = true;
  readonly #everSubscribed = new Set<string>();

  get subscribers(): readonly Subscriber[] {
    return this.#subscribers;
  }

  /** Types that somebody has listened to; a type stays counted when its last listener has gone, as in the original. */
  get typesSubscribed(): number {
    return this.#everSubscribed.size;
  }

  get routes(): ReadonlyMap<EventType, Route> {
    return this.#routes;
  }

  /** Whether whoever listens to an event of a quiet cycle takes stretches. */
  get takesStretches(): boolean {
    return this.#takesStretches;
  }

  /** Whether whoever listens to changes of the regime takes stretches. */
  get takesChanges(): boolean {
    return this.#takesChanges;
  }

  of(type: EventType): Route {
    // Events of one type come in runs, and one type mostly behind the same other: the look-up is seldom needed.
    const last = this.#last;
    if (last === undefined) return this.#lookUp(type);
    if (last.type === type) return last;
    const { next } = last;
    if (next?.type !== type) return (last.next = this.#lookUp(type));
    this.#last = next;
    return next;
  }

  /** The routes of what each cycle of a stretch publishes. */
  ofCycle(stretch: Stretch): readonly Route[] {
    return this.#ofQuiet[stretch.kind] ?? this.#addQuiet(stretch);
  }

  add(subscriber: Subscriber): void {
    this.#subscribers = [...this.#subscribers, subscriber];
    for (const type of subscriber.types === '*' ? ['*'] : subscriber.types) this.#everSubscribed.add(type);
    this.#rebuild();
  }

  remove(id: string): Subscriber | undefined {
    const gone = this.#subscribers.find((subscriber) => subscriber.id === id);
    if (gone === undefined) return undefined;
    this.#subscribers = this.#subscribers.filter((subscriber) => subscriber !== gone);
    this.#rebuild();
    return gone;
  }

  #lookUp(type: EventType): Route {
    this.#last = this.#routes.get(type) ?? this.#add(type);
    return this.#last;
  }

  #addQuiet({ kind, types }: Stretch): readonly Route[] {
    const routes = types.map((type) => this.of(type));
    this.#ofQuiet[kind] = routes;
    return routes;
  }

  #add(type: EventType): Route {
    const route: Route = {
      type,
      subscribers: [],
      handlers: [],
      published: 0,
      delivered: 0,
      failed: 0,
      next: undefined,
    };
    this.#listen(route, type);
    this.#routes.set(type, route);
    return route;
  }

  #rebuild(): void {
    for (const [type, route] of this.#routes) this.#listen(route, type);
    this.#takesStretches = QUIET_TYPES.every((type) => this.#areTaken(type));
    this.#takesChanges = this.#areTaken('RegimeChanged');
  }

  #areTaken(type: EventType): boolean {
    return this.#subscribers.every((one) => one.takesStretches || !listensTo(one, type));
  }

  #listen(route: Route, type: EventType): void {
    route.subscribers = this.#subscribers.filter((subscriber) => listensTo(subscriber, type));
    const isFiltered = route.subscribers.some(({ filter }) => filter !== undefined);
    route.handlers = isFiltered ? undefined : route.subscribers.map(({ handler }) => handler);
  }
}
