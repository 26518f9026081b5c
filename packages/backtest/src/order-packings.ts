import type { ApprovedOrder, EntrySignalEvent, ExitSignalEvent, Fill, OrderDeniedEvent } from '@q/events';
import type { Packing } from './packed-list.js';

const [ENTRY, EXIT] = [0, 1];

export const ORDERS: Packing<ApprovedOrder> = {
  kindOf: ({ intent }) => (intent === 'entry' ? ENTRY : EXIT),
  write(order, to) {
    to.other(order.symbol);
    to.other(order.direction);
    to.other(order.strategy);
    to.other(order.timeframe);
    to.number(order.decidedAt);
    to.number(order.magic);
    to.other(order.clientOrderId);
    to.other(order.side);
    to.number(order.volume);
    to.optional(order.limitPrice);
    to.optional(order.stopPrice);
    to.other(order.timeInForce);
    to.optional(order.expiresAt);
    to.other(order.groupId);
    to.other(order.stopLoss);
    to.other(order.takeProfits);
    to.other(order.trailing);
    to.other(order.positionId);
    to.other(order.exitReason);
  },
  read: (from, kind) => ({
    symbol: from.readOther(),
    direction: from.readOther(),
    strategy: from.readOther(),
    timeframe: from.readOther(),
    decidedAt: from.readNumber(),
    magic: from.readNumber(),
    clientOrderId: from.readOther(),
    intent: kind === ENTRY ? 'entry' : 'exit',
    side: from.readOther(),
    volume: from.readNumber(),
    ...where('limitPrice', from.readOptional()),
    ...where('stopPrice', from.readOptional()),
    ...where('timeInForce', from.readOther<ApprovedOrder['timeInForce']>()),
    ...where('expiresAt', from.readOptional()),
    ...where('groupId', from.readOther<ApprovedOrder['groupId']>()),
    ...where('stopLoss', from.readOther<ApprovedOrder['stopLoss']>()),
    ...where('takeProfits', from.readOther<ApprovedOrder['takeProfits']>()),
    ...where('trailing', from.readOther<ApprovedOrder['trailing']>()),
    ...where('positionId', from.readOther<ApprovedOrder['positionId']>()),
    ...where('exitReason', from.readOther<ApprovedOrder['exitReason']>()),
  }),
};

export const FILLS: Packing<Fill> = {
  kindOf: ({ intent }) => (intent === 'entry' ? ENTRY : EXIT),
  write(fill, to) {
    to.other(fill.tradeId);
    to.other(fill.clientOrderId);
    to.other(fill.positionId);
    to.other(fill.symbol);
    to.other(fill.intent);
    to.other(fill.side);
    to.number(fill.volume);
    to.number(fill.remaining);
    to.number(fill.price);
    to.number(fill.commission);
    to.number(fill.profit);
    to.optional(fill.slippage);
    to.optional(fill.rate);
    to.number(fill.filledAt);
  },
  read: (from) => ({
    tradeId: from.readOther(),
    clientOrderId: from.readOther(),
    positionId: from.readOther(),
    symbol: from.readOther(),
    intent: from.readOther(),
    side: from.readOther(),
    volume: from.readNumber(),
    remaining: from.readNumber(),
    price: from.readNumber(),
    commission: from.readNumber(),
    profit: from.readNumber(),
    ...where('slippage', from.readOptional()),
    ...where('rate', from.readOptional()),
    filledAt: from.readNumber(),
  }),
};

export const SIGNALS: Packing<EntrySignalEvent | ExitSignalEvent> = {
  kindOf: ({ type }) => (type === 'EntrySignal' ? ENTRY : EXIT),
  write(signal, to) {
    to.other(signal.strategy);
    to.other(signal.symbol);
    to.other(signal.timeframe);
    to.other(signal.direction);
    to.number(signal.price);
    to.number(signal.decidedAt);
    if (signal.type === 'EntrySignal') {
      to.other(signal.inputs);
      return;
    }
    to.other(signal.reason);
    to.optional(signal.percent);
  },
  read(from, kind) {
    const about = {
      strategy: from.readOther<string>(),
      symbol: from.readOther<string>(),
      timeframe: from.readOther<EntrySignalEvent['timeframe']>(),
      direction: from.readOther<EntrySignalEvent['direction']>(),
      price: from.readNumber(),
      decidedAt: from.readNumber(),
    };
    if (kind === ENTRY)
      return { type: 'EntrySignal', ...about, ...where('inputs', from.readOther<EntrySignalEvent['inputs']>()) };
    const reason = from.readOther<ExitSignalEvent['reason']>();
    return { type: 'ExitSignal', ...about, reason, ...where('percent', from.readOptional()) };
  },
};

export const DENIALS: Packing<OrderDeniedEvent> = {
  kindOf: () => ENTRY,
  write(denial, to) {
    to.other(denial.strategy);
    to.other(denial.symbol);
    to.other(denial.direction);
    to.number(denial.decidedAt);
    to.other(denial.reason);
    to.other(denial.message);
    to.optional(denial.value);
    to.optional(denial.limit);
  },
  read: (from) => ({
    type: 'OrderDenied',
    strategy: from.readOther(),
    symbol: from.readOther(),
    direction: from.readOther(),
    decidedAt: from.readNumber(),
    reason: from.readOther(),
    message: from.readOther(),
    ...where('value', from.readOptional()),
    ...where('limit', from.readOptional()),
  }),
};

/** A field that is there only where it has a value. */
export function where<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}
