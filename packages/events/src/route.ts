import type { EventType } from './catalogue.js';
import type { Subscriber } from './subscription.js';
import { listensTo } from './subscription.js';

/** Who gets one event type, in subscription order, and what happened to it. The list is replaced, never changed, while a delivery may read it. */
export interface Route {
  subscribers: readonly Subscriber[];
  published: number;
  delivered: number;
  failed: number;
}

/** From event type to its subscribers: looked up once for each event, built anew only when somebody comes or goes. */
export class RouteTable {
  readonly #routes = new Map<EventType, Route>();
  #subscribers: readonly Subscriber[] = [];
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

  of(type: EventType): Route {
    return this.#routes.get(type) ?? this.#add(type);
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

  #add(type: EventType): Route {
    const route: Route = { subscribers: this.#listening(type), published: 0, delivered: 0, failed: 0 };
    this.#routes.set(type, route);
    return route;
  }

  #rebuild(): void {
    for (const [type, route] of this.#routes) route.subscribers = this.#listening(type);
  }

  #listening(type: EventType): readonly Subscriber[] {
    return this.#subscribers.filter((subscriber) => listensTo(subscriber, type));
  }
}
