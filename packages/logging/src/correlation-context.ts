import { AsyncLocalStorage } from 'node:async_hooks';
import { correlationIds } from './correlation-id.js';

/** Tells the id of the event being handled right now, if one is. */
export type CorrelationSource = () => string | undefined;

/** A context that is being run: its id, and what each source said when it was entered. */
export interface EnteredContext {
  readonly id: string;
  readonly seen: ReadonlyMap<CorrelationSource, string | undefined>;
}

const entered = new AsyncLocalStorage<EnteredContext>();
const sources = new Set<CorrelationSource>();
const nextId = correlationIds();

/**
 * A stretch of work whose log records share one id: across `await`, nested, left on return and on exception.
 * An object may be run many times and keeps its id; ids that are given are kept as they are.
 */
export class CorrelationContext {
  readonly id: string;

  constructor(id?: string) {
    this.id = id ?? nextId();
  }

  /** Runs the function inside this context and returns what it returns. */
  run<T>(work: (id: string) => T): T {
    const seen = new Map([...sources].map((source) => [source, source()] as const));
    return entered.run({ id: this.id, seen }, work, this.id);
  }

  /** Runs the function inside a context of this id, or of a new one. */
  static run<T>(id: string | undefined, work: (id: string) => T): T {
    return new CorrelationContext(id).run(work);
  }

  /** The id of the innermost context, if there is one. */
  static current(): string | undefined {
    return entered.getStore()?.id;
  }
}

/** The innermost context with what it saw on entry. */
export function enteredContext(): EnteredContext | undefined {
  return entered.getStore();
}

/** From now on contexts remember what this source says when they are entered; the returned function ends that. */
export function watchSource(source: CorrelationSource): () => void {
  sources.add(source);
  return () => sources.delete(source);
}
