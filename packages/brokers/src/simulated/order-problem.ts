import type { ApprovedOrder } from '@q/events';

/** Why the venue does not take an order, `undefined` where it does. */
export function findOrderProblem(order: ApprovedOrder): string | undefined {
  const { intent, limitPrice, stopPrice, timeInForce, expiresAt } = order;
  const isAtOnce = timeInForce === 'IOC' || timeInForce === 'FOK';
  if (intent === 'exit' && (limitPrice !== undefined || stopPrice !== undefined))
    return 'an exit is a market order: it has no limit and no stop price';
  if (isAtOnce && stopPrice !== undefined)
    return `${timeInForce} is for market and limit orders: a stop order has to wait`;
  if (timeInForce === 'GTD' && expiresAt === undefined) return 'GTD needs the time at which the order ends';
  if (timeInForce !== undefined && timeInForce !== 'GTD' && expiresAt !== undefined)
    return `${timeInForce} has no end of its own: use GTD with one`;
  return undefined;
}
