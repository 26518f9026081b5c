import type { ApprovedOrder } from '@q/events';
import type { VenueBook } from './venue-book.js';
import type { VenueLedger } from './venue-ledger.js';
import type { VenueMargin } from './venue-margin.js';

/** Why the venue does not take an order, `undefined` where it does. */
export function findOrderProblem(
  order: ApprovedOrder,
  book: VenueBook,
  { ledger, margin }: Taking,
): string | undefined {
  return findTermsProblem(order) ?? findRateProblem(order, ledger) ?? findMarginProblem(order, book, margin);
}

interface Taking {
  readonly ledger: VenueLedger;
  readonly margin: VenueMargin | undefined;
}

function findTermsProblem(order: ApprovedOrder): string | undefined {
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

/** Where its money needs the price of another symbol, there must be one by now; an exit takes the one that there is. */
function findRateProblem({ symbol, intent }: ApprovedOrder, { rates, account }: VenueLedger): string | undefined {
  const missing = intent === 'exit' ? undefined : rates.missing(symbol);
  if (missing === undefined) return undefined;
  return `there is no price of ${missing} yet, which turns the money of ${symbol} into ${account.currency}`;
}

/** At its own price, or else at the newest one of its side; before there is any, it is taken. */
function findMarginProblem(order: ApprovedOrder, book: VenueBook, margin: VenueMargin | undefined): string | undefined {
  if (margin === undefined) return undefined;
  const { limitPrice, stopPrice, volume, side } = order;
  const price = limitPrice ?? stopPrice ?? (side === 'buy' ? book.ask : book.bid);
  return Number.isNaN(price) ? undefined : margin.findProblem(order, { book, volume, price });
}
