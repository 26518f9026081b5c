import { enteredContext, type CorrelationSource } from './correlation-context.js';

/**
 * Finds the id that a record carries: the innermost of the entered context and the event being handled.
 * If the source still says what it said when the context was entered, the context is the inner one;
 * if it names another event by now, that event is handled inside the context and wins.
 */
export class CorrelationIdFilter {
  readonly #source: CorrelationSource | undefined;

  constructor(source?: CorrelationSource) {
    this.#source = source;
  }

  correlationId(): string | undefined {
    const context = enteredContext();
    if (this.#source === undefined) return context?.id;
    const handled = this.#source();
    if (context === undefined) return handled;
    return handled === undefined || handled === context.seen.get(this.#source) ? context.id : handled;
  }
}
