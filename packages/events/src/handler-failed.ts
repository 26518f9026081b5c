import type { Envelope } from './envelope.js';
import type { HandlerFailedEvent } from './system-events.js';

/** The event that tells of a handler that threw. */
export function handlerFailed(subscriber: string, envelope: Envelope, error: unknown): HandlerFailedEvent {
  const { event, id } = envelope;
  const symbol = 'symbol' in event && typeof event.symbol === 'string' ? event.symbol : undefined;
  return {
    type: 'HandlerFailed',
    subscriber,
    eventType: event.type,
    eventId: id,
    ...(symbol === undefined ? {} : { symbol }),
    message: error instanceof Error ? error.message : String(error),
  };
}
