import type { Cause, Envelope, EventOf, EventType, StretchListener, TradingEvent } from '@q/events';

/** Sends an event; only the types a service declares. `cause` is for what comes later: an answer, a timer. */
export type Emit<P extends EventType> = (event: EventOf<P>, cause?: Cause) => Envelope;

/** Gets one event at a time. What it emits belongs to the event it was given. */
export type ServiceHandler<T extends EventType, P extends EventType> = (
  event: EventOf<T>,
  emit: Emit<P>,
  envelope: Envelope<EventOf<T>>,
) => void | Promise<void>;

export interface ServiceDefinition<P extends EventType> {
  /** As it stands in logs, health and metrics. */
  readonly name: string;
  /** Everything it may emit: another event is a compile error. */
  readonly produces: readonly P[];
  /** What it listens to, and what it does then. */
  readonly on: { readonly [T in EventType]?: ServiceHandler<T, P> };
  /** How it takes cycles in which nothing happens together; without it, it gets the events of each. */
  readonly stretch?: StretchListener;
  /** Called before the first event, after every service behind it in the line has started. */
  readonly start?: (emit: Emit<P>) => void;
  /** Called after the last event. */
  readonly stop?: () => void | Promise<void>;
  /** After a failure: put the state of a symbol (of all, where none is named) in order again. */
  readonly restart?: (emit: Emit<P>, restart: ServiceRestart) => void;
}

export interface ServiceRestart {
  readonly symbol: string | undefined;
  /** Whether this service failed itself; else one behind it did, and needs to be fed again. */
  readonly ownFailure: boolean;
}

/** A handler whose event type is known by its place only. */
export type AnyHandler = (event: TradingEvent, emit: Emit<EventType>, envelope: Envelope) => void | Promise<void>;

/** A service as the orchestrator runs it. */
export interface EventDrivenService {
  readonly name: string;
  readonly produces: readonly EventType[];
  readonly consumes: readonly EventType[];
  readonly stretch: StretchListener | undefined;
  /** What it does with events of a type: ask for a type it consumes, and give it events of that type only. */
  handlerOf(type: EventType): AnyHandler | undefined;
  start(emit: Emit<EventType>): void;
  stop(): Promise<void>;
  restart(emit: Emit<EventType>, restart: ServiceRestart): void;
}

/**
 * A service is a value that declares itself. It is complete when it is made: what it needs are parameters of the function that makes it.
 * Metrics, error handling, start and stop logging and restarts are not its business.
 */
export function defineService<const P extends EventType>(definition: ServiceDefinition<P>): EventDrivenService {
  // `on` and `produces` were checked where the service was written; from here on the bus decides who gets what.
  const handlers = definition.on as unknown as Readonly<Partial<Record<EventType, AnyHandler>>>;
  const typed = (emit: Emit<EventType>): Emit<P> => emit as unknown as Emit<P>;
  return {
    name: definition.name,
    produces: definition.produces,
    consumes: Object.keys(definition.on) as EventType[],
    stretch: definition.stretch,
    handlerOf: (type) => handlers[type],
    start: (emit) => definition.start?.(typed(emit)),
    stop: async () => definition.stop?.(),
    restart: (emit, restart) => definition.restart?.(typed(emit), restart),
  };
}
