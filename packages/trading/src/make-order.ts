import type { ClientOrderId, CloseReason, Direction, Order, OrderIntent, TargetOrder } from '@q/events';
import { sideOf } from '@q/events';
import { clientOrderId } from './hash.js';
import type { EntryPlan, PlannedTarget } from './entry-plan.js';

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
  const { symbol, direction, strategy, timeframe, decidedAt, magic } = decision;
  const { volume, limitPrice, stopPrice, timeInForce, expiresAfterMs, stopLoss, targets, trailing } = plan;
  const order: Writable<Order> = {
    symbol,
    direction,
    strategy,
    timeframe,
    decidedAt,
    magic,
    clientOrderId: idOf(decision, 'entry', leg),
    intent: 'entry',
    side: sideOf(direction, 'entry'),
    volume,
  };
  // One after the other: an object that is put together of parts costs many times as much.
  if (limitPrice !== undefined) order.limitPrice = limitPrice;
  if (stopPrice !== undefined) order.stopPrice = stopPrice;
  if (timeInForce !== undefined) order.timeInForce = timeInForce;
  if (expiresAfterMs !== undefined) order.expiresAt = decidedAt + expiresAfterMs;
  if (group !== undefined) order.groupId = group.groupId;
  if (stopLoss !== undefined) order.stopLoss = { clientOrderId: idOf(decision, 'stop', leg), price: stopLoss };
  if (targets.length > 0)
    order.takeProfits = targets.map((target, index) =>
      targetOrder(decision, target, index === 0 ? leg : `${leg}#${index}`),
    );
  if (trailing !== undefined) order.trailing = trailing;
  return order;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function targetOrder(decision: OrderDecision, { price, volume, moveStop }: PlannedTarget, leg: string): TargetOrder {
  return { clientOrderId: idOf(decision, 'target', leg), price, volume, moveStop };
}

function idOf(
  { account, strategy, symbol, timeframe, decidedAt }: OrderDecision,
  intent: OrderIntent,
  leg: string,
): ClientOrderId {
  return clientOrderId({ account, strategy, symbol, timeframe, decidedAt, intent, leg });
}

/** The entries of a scaled plan; they bear the id of the first as their group's. */
export function scaledOrders(decision: OrderDecision, legs: readonly EntryPlan[]): readonly Order[] {
  const groupId = idOf(decision, 'entry', decision.direction);
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
  const { symbol, direction, strategy, timeframe, decidedAt, magic } = decision;
  return {
    symbol,
    direction,
    strategy,
    timeframe,
    decidedAt,
    magic,
    clientOrderId: idOf(decision, 'exit', positionId),
    intent: 'exit',
    side: sideOf(direction, 'exit'),
    volume,
    positionId,
    exitReason: reason,
  };
}

/** Whether an order waits for the market to come to a price; one without any is filled at the market. */
export function waitsForPrice({ limitPrice, stopPrice }: Pick<Order, 'limitPrice' | 'stopPrice'>): boolean {
  return limitPrice !== undefined || stopPrice !== undefined;
}
