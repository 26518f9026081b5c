import type { Envelope } from './envelope.js';

/** An event as it stands in histories and journals: one flat object that survives JSON. */
export type EventRecord = {
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly correlationId: string;
  readonly causationId: number;
} & { readonly [field: string]: unknown };

/** Envelope and event as one flat object: envelope first, then the event's own fields in the order they were written. */
export function eventToRecord(envelope: Envelope): EventRecord {
  const { id, at, correlationId, causationId, event } = envelope;
  const { type, ...fields } = event;
  return { id, at, type, correlationId, causationId, ...fields };
}

/** One line of JSON, the same bytes for the same event: those of its record. */
export function eventToJson(envelope: Envelope): string {
  const { id, at, correlationId, causationId, event } = envelope;
  const own = JSON.stringify(event);
  const start = `{"type":${JSON.stringify(event.type)}`;
  // Every event is written with its type first: then its own text is the record's from there on, and no record need be made.
  if (!own.startsWith(start)) return JSON.stringify(eventToRecord(envelope));
  return `{"id":${id},"at":${at},"type":${start.slice(8)},"correlationId":${JSON.stringify(correlationId)},"causationId":${causationId}${own.slice(start.length)}`;
}
