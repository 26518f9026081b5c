import type { EventOf, EventType, TradingEvent } from '@q/events';

export interface EventText {
  readonly title: string;
  readonly text: string;
}

type Texts = { readonly [Type in EventType]?: (event: EventOf<Type>) => EventText };

/** How the events that rules are usually about are told. */
const TEXTS: Texts = {
  ServiceRestarted: ({ service, restarts }) => ({
    title: `${service} was restarted`,
    text: `restart ${restarts} since it last worked`,
  }),
  ServiceFailed: ({ service, reason, reaction, blocksEntries }) => ({
    title: `${service} has failed`,
    text: `${reason}; ${reaction === 'halt' ? 'the run halts' : blocksEntries ? 'entries are blocked' : 'the rest goes on'}`,
  }),
  FeedStale: ({ timeframe, ageMs }) => ({
    title: 'the feed is stale',
    text: `no candle of timeframe ${timeframe} for ${Math.round(ageMs / 1_000)} s`,
  }),
  RiskLimitBreached: ({ limitName, value, limit, reaction }) => ({
    title: `limit ${words(limitName)} reached`,
    text: `${figure(value)}, limit ${figure(limit)}: ${words(reaction)}`,
  }),
  TradingHalted: ({ reason }) => ({ title: 'trading is halted', text: reason }),
  TradingBlocked: ({ reasons }) => ({ title: 'entries are blocked', text: reasons.join(', ') }),
  OrderRejected: ({ message }) => ({ title: 'the venue rejected an order', text: message }),
  OrderUnknown: ({ message }) => ({ title: 'the answer to an order was lost', text: message }),
  OrderDenied: ({ direction, strategy, reason, message }) => ({
    title: `entry denied: ${words(reason)}`,
    text: `${strategy} ${direction}: ${message}`,
  }),
  OrderFilled: ({ fill }) => ({ title: 'order filled', text: `${fill.side} ${fill.volume} at ${fill.price}` }),
  OrderPartiallyFilled: ({ fill }) => ({
    title: 'order partly filled',
    text: `${fill.side} ${fill.volume} at ${fill.price}, ${fill.remaining} open`,
  }),
  PositionClosed: ({ direction, volume, exitPrice, netProfit, reason }) => ({
    title: `position closed: ${netProfit >= 0 ? '+' : ''}${figure(netProfit)}`,
    text: `${direction} ${volume} at ${exitPrice}: ${words(reason)}`,
  }),
  HandlerFailed: ({ subscriber, eventType, message }) => ({
    title: `${subscriber} failed on ${eventType}`,
    text: message,
  }),
  JournalStateChanged: ({ writable, message }) => ({
    title: writable ? 'the journal can be written again' : 'the journal cannot be written',
    text: message,
  }),
};

/** An event in a few words; of a type without words of its own, the type and its message. */
export function eventText(event: TradingEvent): EventText {
  // The table is indexed by the event's own type: its line takes that event.
  const text = TEXTS[event.type] as ((one: TradingEvent) => EventText) | undefined;
  if (text !== undefined) return text(event);
  const [message] = ['message', 'reason'].flatMap((key) => textAt(event, key));
  return { title: words(event.type.replace(/(?<!^)[A-Z]/g, ' $&').toLowerCase()), text: message ?? '' };
}

function textAt(event: TradingEvent, key: string): readonly string[] {
  const value: unknown = Object.entries(event).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? [value] : [];
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function figure(value: number): string {
  return String(Math.round(value * 100) / 100);
}
