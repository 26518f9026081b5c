import type { ClientOrderId, CloseReason, Direction, Order, OrderIntent } from '@q/events';
import { sideOf } from '@q/events';
import { clientOrderId, magicNumber } from './hash.js';
import type { EntryPlan } from './plan-entry.js';

/** Who decided what, and on which candle: what an order's identity is made of. */
export interface OrderDecision {
  readonly account: string;
  readonly strategy: string;
  /** The strategy's, in its order: they are part of its magic number. */
  readonly timeframes: readonly string[];
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  /** Close time of the deciding candle, ms UTC. */
  readonly decidedAt: number;
}

/** The market order that enters as planned, with the stop and target that the venue keeps for its position. */
export function entryOrder(decision: OrderDecision, { volume, stopLoss, takeProfit }: EntryPlan): Order {
  const idOf = (intent: OrderIntent): ClientOrderId => clientOrderId({ ...decision, intent, leg: decision.direction });
  return {
    ...commonOf(decision),
    clientOrderId: idOf('entry'),
    intent: 'entry',
    side: sideOf(decision.direction, 'entry'),
    volume,
    ...(stopLoss === undefined ? {} : { stopLoss: { clientOrderId: idOf('stop'), price: stopLoss } }),
    ...(takeProfit === undefined ? {} : { takeProfit: { clientOrderId: idOf('target'), price: takeProfit } }),
  };
}

/** The market order that closes a position as a whole. */
export function exitOrder(
  decision: OrderDecision,
  {
    positionId,
    volume,
    reason,
  }: { readonly positionId: string; readonly volume: number; readonly reason: CloseReason },
): Order {
  return {
    ...commonOf(decision),
    clientOrderId: clientOrderId({ ...decision, intent: 'exit', leg: positionId }),
    intent: 'exit',
    side: sideOf(decision.direction, 'exit'),
    volume,
    positionId,
    exitReason: reason,
  };
}

function commonOf({ symbol, direction, strategy, timeframe, decidedAt, timeframes }: OrderDecision) {
  return { symbol, direction, strategy, timeframe, decidedAt, magic: magicNumber(strategy, symbol, timeframes) };
}
