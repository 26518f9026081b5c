import { where } from './order-packings.js';
import type { Packing } from './packed-list.js';
import type { Trade } from './trade-recorder.js';

export const TRADES: Packing<Trade> = {
  kindOf: () => 0,
  write(trade, to) {
    to.other(trade.positionId);
    to.other(trade.symbol);
    to.other(trade.strategy);
    to.other(trade.direction);
    to.number(trade.volume);
    to.number(trade.entryPrice);
    to.number(trade.exitPrice);
    to.number(trade.profit);
    to.number(trade.commission);
    to.number(trade.netProfit);
    to.other(trade.reason);
    to.number(trade.openedAt);
    to.number(trade.closedAt);
    to.number(trade.adverse);
    to.number(trade.favorable);
    to.optional(trade.swap);
  },
  read: (from) => ({
    positionId: from.readOther(),
    symbol: from.readOther(),
    strategy: from.readOther(),
    direction: from.readOther(),
    volume: from.readNumber(),
    entryPrice: from.readNumber(),
    exitPrice: from.readNumber(),
    profit: from.readNumber(),
    commission: from.readNumber(),
    netProfit: from.readNumber(),
    reason: from.readOther(),
    openedAt: from.readNumber(),
    closedAt: from.readNumber(),
    adverse: from.readNumber(),
    favorable: from.readNumber(),
    ...where('swap', from.readOptional()),
  }),
};
