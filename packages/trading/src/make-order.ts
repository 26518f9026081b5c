import type { ClientOrderId, CloseReason, Direction, Order, OrderIntent, TargetOrder } from '@q/events';
import { sideOf } from '@q/events';
import { clientOrderId } from './hash.js';
import type { EntryPlan } from './plan-entry.js';

/** Who decided what, and on which candle: what an order's identity is made of. */
export interface OrderDecision {
  readonly account: string;
  readonly strategy: string;
  /** MetaTrader's number of the strategy: see `magicNumber`. */
  readonly magic: number;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  /** Close time of the deciding candle, ms UTC. */
  readonly decidedAt: number;
}

/** One of the entries of a scaled plan. */
export interface GroupLeg {
  readonly groupId: string;
  /** 0 for the first. */
  readonly leg: number;
}

/** The order that enters as planned, with the stop and the targets that the venue keeps for its position. */
export function entryOrder(decision: OrderDecision, plan: EntryPlan, group?: GroupLeg): Order {
  const leg = group === undefined || group.leg === 0 ? decision.direction : `${decision.direction}/${group.leg}`;
  const idOf = (intent: OrderIntent, part = leg): ClientOrderId => clientOrderId({ ...decision, intent, leg: part });
  const { volume, limitPrice, stopPrice, timeInForce, expiresAfterMs, stopLoss, targets, trailing } = plan;
  const takeProfits = targets.map(({ price, volume: part, moveStop }, index): TargetOrder => {
    return { clientOrderId: idOf('target', index === 0 ? leg : `${leg}#${index}`), price, volume: part, moveStop };
  });
  return {
    ...commonOf(decision),
    clientOrderId: idOf('entry'),
    intent: 'entry',
    side: sideOf(decision.direction, 'entry'),
    volume,
    ...(limitPrice === undefined ? {} : { limitPrice }),
    ...(stopPrice === undefined ? {} : { stopPrice }),
    ...(timeInForce === undefined ? {} : { timeInForce }),
    ...(expiresAfterMs === undefined ? {} : { expiresAt: decision.decidedAt + expiresAfterMs }),
    ...(group === undefined ? {} : { groupId: group.groupId }),
    ...(stopLoss === undefined ? {} : { stopLoss: { clientOrderId: idOf('stop'), price: stopLoss } }),
    ...(takeProfits.length === 0 ? {} : { takeProfits }),
    ...(trailing === undefined ? {} : { trailing }),
  };
}

/** The entries of a scaled plan; they bear the id of the first as their group's. */
export function scaledOrders(decision: OrderDecision, legs: readonly EntryPlan[]): readonly Order[] {
  const groupId = clientOrderId({ ...decision, intent: 'entry', leg: decision.direction });
  return legs.map((plan, leg) => entryOrder(decision, plan, { groupId, leg }));
}

/**
 * The same waiting entry once more, after it was taken back for a while. The former order is known to be over, so it gets ids of its own.
 * @param instant when it is placed again, ms UTC
 */
export function placedAgain(order: Order, account: string, instant: number): Order {
  const again = (id: ClientOrderId, intent: OrderIntent): ClientOrderId =>
    clientOrderId({ ...order, account, intent, leg: `${id}~${instant}` });
  const { stopLoss, takeProfits } = order;
  return {
    ...order,
    clientOrderId: again(order.clientOrderId, 'entry'),
    ...(stopLoss === undefined
      ? {}
      : { stopLoss: { ...stopLoss, clientOrderId: again(stopLoss.clientOrderId, 'stop') } }),
    ...(takeProfits === undefined
      ? {}
      : { takeProfits: takeProfits.map((one) => ({ ...one, clientOrderId: again(one.clientOrderId, 'target') })) }),
  };
}

/** The market order that closes a position, or `volume` lots of it. */
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

/** Whether an order waits for the market to come to a price; one without any is filled at the market. */
export function waitsForPrice({ limitPrice, stopPrice }: Pick<Order, 'limitPrice' | 'stopPrice'>): boolean {
  return limitPrice !== undefined || stopPrice !== undefined;
}

function commonOf({ symbol, direction, strategy, timeframe, decidedAt, magic }: OrderDecision) {
  return { symbol, direction, strategy, timeframe, decidedAt, magic };
}
