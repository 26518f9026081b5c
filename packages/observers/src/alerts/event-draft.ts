import type { Envelope } from '@q/events';
import type { AlertDraft } from './alert.js';
import type { EventRule } from './alert-rule.js';
import { eventFields } from './event-fields.js';
import { eventText } from './event-text.js';

/** What tells two events of a type apart that are not the same thing happening again. */
const IDENTITY = [
  ...['timeframe', 'service', 'subscriber', 'event_type', 'strategy', 'limit_name', 'reason', 'reasons', 'writable'],
  ...['client_order_id', 'position_id', 'trade_id'],
];

/** An alert that a rule makes of an event, and what repetitions of it are known by. */
export interface EventDraft {
  readonly draft: AlertDraft;
  /** The same for the same thing happening again. */
  readonly sameness: string;
  /** The same for everything that the rule says of one symbol or service. */
  readonly subject: string;
}

export function eventDraft({ name, severity }: EventRule, envelope: Envelope): EventDraft {
  const { event, at, correlationId } = envelope;
  const fields = eventFields(event);
  const symbol = 'symbol' in event && typeof event.symbol === 'string' ? event.symbol : undefined;
  const draft: AlertDraft = {
    rule: name,
    severity,
    ...eventText(event),
    at,
    ...(symbol === undefined ? {} : { symbol }),
    correlationId,
    fields,
  };
  const identity = IDENTITY.map((key) => fields[key] ?? '');
  return {
    draft,
    sameness: JSON.stringify([name, event.type, symbol, ...identity]),
    subject: JSON.stringify([name, symbol ?? fields['service'] ?? '']),
  };
}
