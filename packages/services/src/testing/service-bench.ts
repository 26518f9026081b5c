import type { Cause, Envelope, EventOf, EventType, TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import type { Emit, EventDrivenService, ServiceRestart } from '../define-service.js';

export const MINUTE_MS = 60_000;
/** A Monday, 00:00 UTC. */
export const START = Date.UTC(2025, 0, 6);

/** One service on a bus of its own, on a virtual clock; what it sends is kept in order. */
export class ServiceBench {
  readonly clock = new VirtualClock(START);
  readonly bus = new EventBus({ clock: this.clock });
  readonly envelopes: Envelope[] = [];
  readonly errors: unknown[] = [];
  readonly #service: EventDrivenService;

  constructor(make: (clock: VirtualClock) => EventDrivenService) {
    const service = make(this.clock);
    this.#service = service;
    for (const type of service.consumes) {
      const handler = service.handlerOf(type);
      this.bus.subscribe(type, (event, envelope) => handler?.(event, this.#emit, envelope), { name: service.name });
    }
    this.bus.subscribe('HandlerFailed', ({ message }) => void this.errors.push(message));
    service.start(this.#emit);
  }

  publish<E extends TradingEvent>(event: E, cause?: Cause): Envelope<E> {
    return this.bus.publish(event, cause);
  }

  /** What the service has sent so far, of one type or at all. */
  sent<T extends EventType>(type: T): readonly EventOf<T>[] {
    const isWanted = (event: TradingEvent): event is EventOf<T> => event.type === type;
    return this.envelopes.map(({ event }) => event).filter(isWanted);
  }

  get types(): readonly EventType[] {
    return this.envelopes.map(({ event }) => event.type);
  }

  forget(): void {
    this.envelopes.length = 0;
  }

  restart(restart: ServiceRestart): void {
    this.#service.restart(this.#emit, restart);
  }

  stop(): Promise<void> {
    return this.#service.stop();
  }

  readonly #emit: Emit<EventType> = (event, cause) => {
    const envelope = this.bus.publish(event, cause);
    this.envelopes.push(envelope);
    return envelope;
  };
}
