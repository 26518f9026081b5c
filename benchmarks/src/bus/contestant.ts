import { EventEmitter } from 'node:events';
import type { EventType, TradingEvent } from '@q/events';
import { EventBus, systemClock, VirtualClock } from '@q/events';
import { EventEmitter as EventEmitter3 } from 'eventemitter3';
import mittModule from 'mitt';

// Its types describe the CommonJS file, Node loads the other one, whose default is the function itself.
const mitt = mittModule as unknown as typeof mittModule.default;

export type Handle = (event: TradingEvent) => void;

/** Who listens to what. Where only some events are wanted, `wanted` says which, and `testing` is a handler that asks it itself. */
export interface Listener {
  readonly types: readonly EventType[] | '*';
  readonly handle: Handle;
  readonly only?: { readonly wanted: (event: TradingEvent) => boolean; readonly testing: Handle };
}

/** A way to carry events: the same for all, so that it costs all the same. */
export interface Contestant {
  /** The types of a scenario stand for `'*'` where a contestant has no such thing. What it gives ends the listening. */
  listen(listener: Listener, allTypes: readonly EventType[]): () => void;
  publish(event: TradingEvent): void;
}

/** Ours has everything on; the others do what they do, with nothing switched off. */
export const CONTESTANTS = {
  'ours, virtual clock': () => ours(new EventBus({ ...everything(), clock: new VirtualClock(1_736_121_600_000) })),
  'ours, system clock': () => ours(new EventBus({ ...everything(), clock: systemClock() })),
  'node:events': () => {
    const emitter = new EventEmitter({ captureRejections: false });
    emitter.setMaxListeners(0);
    return plain(
      (type, handle) => void emitter.on(type, handle),
      (type, handle) => void emitter.off(type, handle),
      (event) => void emitter.emit(event.type, event),
    );
  },
  eventemitter3: () => {
    const emitter = new EventEmitter3<Record<EventType, [TradingEvent]>>();
    return plain(
      (type, handle) => void emitter.on(type, handle),
      (type, handle) => void emitter.off(type, handle),
      (event) => void emitter.emit(event.type, event),
    );
  },
  mitt: () => {
    const emitter = mitt<Record<EventType, TradingEvent>>();
    return plain(
      (type, handle) => emitter.on(type, handle),
      (type, handle) => emitter.off(type, handle),
      (event) => emitter.emit(event.type, event),
    );
  },
} as const satisfies Readonly<Record<string, () => Contestant>>;

export type ContestantName = keyof typeof CONTESTANTS;

/** History of 1000, handler errors told, delivery times sampled; isolation, ids, causation and counters are always on. */
function everything() {
  return { historyLimit: 1_000, onHandlerError: rethrow, monotonicMs: () => performance.now() };
}

function rethrow(error: unknown): void {
  throw error;
}

function ours(bus: EventBus): Contestant {
  return {
    listen({ types, handle, only }) {
      return bus.subscribe(types, handle, only === undefined ? {} : { filter: only.wanted });
    },
    publish: (event) => void bus.publish(event),
  };
}

type Change = (type: EventType, handle: Handle) => void;

function plain(on: Change, off: Change, publish: Handle): Contestant {
  return {
    listen({ types, handle, only }, allTypes) {
      const wanted = types === '*' ? allTypes : types;
      for (const type of wanted) on(type, only?.testing ?? handle);
      return () => {
        for (const type of wanted) off(type, only?.testing ?? handle);
      };
    },
    publish,
  };
}
