import type { JournalRecord } from '@q/events';
import { eventText } from '../why/event-text.js';
import type { KeptEvent } from '../why/read-history.js';

/** Records as a person reads them: number, time, correlation id, type, and what it says. */
export function recordLines(records: readonly JournalRecord[]): readonly string[] {
  return records.map((record) => {
    const { record: kind, at } = record;
    const time = typeof at === 'number' ? new Date(at).toISOString() : ''.padEnd(24);
    if (typeof kind === 'string') return `${''.padStart(8)}  ${time.padEnd(24)}  ${''.padEnd(8)}  (${kind})`;
    // What is no note is an event as it was published.
    const event = record as unknown as KeptEvent;
    const symbol = 'symbol' in event && typeof event.symbol === 'string' ? `${event.symbol} ` : '';
    return `${String(event.id).padStart(8)}  ${time}  ${event.correlationId}  ${event.type.padEnd(22)}  ${symbol}${eventText(event)}`;
  });
}
