import type { EventOf, EventType, TradingEvent } from './catalogue.js';
import type { Envelope } from './envelope.js';

/** Gets the event, and the envelope where it wants to know more. A promise is awaited in asynchronous mode only. */
export type EventHandler<E extends TradingEvent = TradingEvent> = (
  event: E,
  envelope: Envelope<E>,
) => void | Promise<void>;

export interface SubscribeOptions<E extends TradingEvent = TradingEvent> {
  /** Who listens: stands in `HandlerFailed` and in error messages. Default: the subscription's id. */
  readonly name?: string;
  /** Only events for which this is true. A filter that throws counts as a handler that throws. */
  readonly filter?: (event: E) => boolean;
  /** It hears of stretches in another way (`onStretch`), and so does not need each of their events. */
  readonly takesStretches?: boolean;
}

/** Undoes the subscription when called; true where it was still there. */
export interface Subscription {
  (): boolean;
  /** `sub_<n>_<EventType>`, for `unsubscribe`. */
  readonly id: string;
}

/** What is listened to: one type, several, or `'*'` for all. */
export type EventSelector = EventType | readonly EventType[] | '*';

export type Selected<S extends EventSelector> = S extends '*'
  ? TradingEvent
  : S extends EventType
    ? EventOf<S>
    : S extends readonly (infer T extends EventType)[]
      ? EventOf<T>
      : never;

/** A subscriber as the bus keeps it: types are erased here, `subscribe` is the only way in. */
export interface Subscriber {
  readonly id: string;
  readonly name: string;
  readonly types: readonly EventType[] | '*';
  readonly handler: EventHandler;
  readonly filter: ((event: TradingEvent) => boolean) | undefined;
  readonly takesStretches: boolean;
}

export function listensTo(subscriber: Subscriber, type: EventType): boolean {
  return subscriber.types === '*' || subscriber.types.includes(type);
}

/** What `subscribe` is told, as the bus keeps it. */
export function subscriberOf<S extends EventSelector>(
  number: number,
  selector: S,
  handler: EventHandler<Selected<S>>,
  options: SubscribeOptions<Selected<S>>,
): Subscriber {
  const types = selector === '*' ? '*' : ([selector].flat() as readonly EventType[]);
  const id = `sub_${number}_${types === '*' ? 'all' : types.join('+')}`;
  return {
    id,
    name: options.name ?? id,
    types,
    // The only place where types are erased: a route hands an event only to those who asked for its type.
    handler: handler as EventHandler,
    filter: options.filter as ((event: TradingEvent) => boolean) | undefined,
    // Whoever filters looks at each event.
    takesStretches: options.takesStretches === true && options.filter === undefined,
  };
}
