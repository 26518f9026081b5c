import type {
  Direction,
  EntrySignalEvent,
  EventRecord,
  ExitSignalEvent,
  JournalRecord,
  OrderApprovedEvent,
  OrderIntent,
  TimeInForce,
} from '@q/events';

/** What a run decided at a close: a signal, or an order that the risk gate approved. Times in ms UTC, prices in price units, volumes in lots. */
export interface Decision {
  readonly kind: 'entry' | 'exit' | 'order';
  readonly symbol: string;
  readonly strategy: string;
  readonly timeframe: string;
  readonly direction: Direction;
  /** When it was made: the instant of its cycle. */
  readonly at: number;
  /** Close of the candle that decided it. */
  readonly decidedAt: number;
  /** Of a signal the close, of an order its limit. */
  readonly price?: number | undefined;
  /** Of an order: where the market has to go before it counts. */
  readonly stopPrice?: number | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  /** Of an entry signal: the values that size, stop and targets are planned from. */
  readonly inputs?: Readonly<Record<string, number>> | undefined;
  /** Why a signal or an order wants out. */
  readonly reason?: string | undefined;
  readonly percent?: number | undefined;
  readonly intent?: OrderIntent | undefined;
  readonly volume?: number | undefined;
  readonly stopLoss?: number | undefined;
  readonly takeProfits?: readonly { readonly price: number; readonly volume: number }[] | undefined;
  readonly expiresAt?: number | undefined;
}

type Decided = Pick<EventRecord, 'at'> & (EntrySignalEvent | ExitSignalEvent | OrderApprovedEvent);

/** The decision that a record of a history tells of; `undefined` where it tells of something else. Ids are left out: they follow from the rest. */
export function decisionOf(record: JournalRecord): Decision | undefined {
  if (!isDecided(record)) return undefined;
  if (record.type === 'OrderApproved') return ofOrder(record);
  const { type, symbol, strategy, timeframe, direction, at, decidedAt, price } = record;
  const about = { symbol, strategy, timeframe, direction, at, decidedAt, price };
  if (type === 'EntrySignal') return { kind: 'entry', ...about, inputs: record.inputs };
  return { kind: 'exit', ...about, reason: record.reason, percent: record.percent };
}

function ofOrder({ at, symbol, order }: Pick<EventRecord, 'at'> & OrderApprovedEvent): Decision {
  const { strategy, timeframe, direction, decidedAt, intent, volume, expiresAt } = order;
  return {
    kind: 'order',
    symbol,
    strategy,
    timeframe,
    direction,
    at,
    decidedAt,
    price: order.limitPrice,
    stopPrice: order.stopPrice,
    timeInForce: order.timeInForce,
    reason: order.exitReason,
    intent,
    volume,
    stopLoss: order.stopLoss?.price,
    takeProfits: order.takeProfits?.map((target) => ({ price: target.price, volume: target.volume })),
    expiresAt,
  };
}

function isDecided(record: JournalRecord): record is JournalRecord & Decided {
  const { type } = record;
  return type === 'EntrySignal' || type === 'ExitSignal' || type === 'OrderApproved';
}

/** The same decision, so much earlier (negative) or later. */
export function decisionMoved(decision: Decision, ms: number): Decision {
  const { at, decidedAt, expiresAt } = decision;
  return {
    ...decision,
    at: at + ms,
    decidedAt: decidedAt + ms,
    expiresAt: expiresAt === undefined ? undefined : expiresAt + ms,
  };
}

/** Two decisions are the same where their texts are. */
export function decisionText(decision: Decision): string {
  return JSON.stringify(decision);
}
