import { where } from './order-packings.js';
import type { Packing } from './packed-list.js';
import type { Trade } from './trade-recorder.js';

export const TRADES: Packing<Trade> = {
  kindOf: ({ direction }) => (direction === 'long' ? 0 : 1),
  write(trade, to) {
    to.id(trade.positionId);
    to.other(trade.symbol);
    to.other(trade.strategy);
    to.other(trade.direction);
    to.number(trade.volume);
    to.fresh(trade.entryPrice);
    to.fresh(trade.exitPrice);
    to.fresh(trade.profit);
    to.number(trade.commission);
    to.fresh(trade.netProfit);
    to.other(trade.reason);
    to.fresh(trade.openedAt);
    to.fresh(trade.closedAt);
    to.fresh(trade.adverse);
    to.fresh(trade.favorable);
    to.optional(trade.swap);
  },
  read: (from) => ({
    positionId: from.readId(),
    symbol: from.readOther(),
    strategy: from.readOther(),
    direction: from.readOther(),
    volume: from.readNumber(),
    entryPrice: from.readFresh(),
    exitPrice: from.readFresh(),
    profit: from.readFresh(),
    commission: from.readNumber(),
    netProfit: from.readFresh(),
    reason: from.readOther(),
    openedAt: from.readFresh(),
    closedAt: from.readFresh(),
    adverse: from.readFresh(),
    favorable: from.readFresh(),
    ...where('swap', from.readOptional()),
  }),
};
