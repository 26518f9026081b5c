import type { ApprovedOrder, EntrySignalEvent, ExitSignalEvent, Fill, OrderDeniedEvent } from '@q/events';
import type { PackedFields } from './packed-fields.js';
import type { Packing } from './packed-list.js';

/** What enters and what leaves, and each of it long: most of one such kind is the same from one to the next. */
const [ENTRY, EXIT, LONG] = [0, 1, 2];

export const ORDERS: Packing<ApprovedOrder> = {
  kindOf: ({ intent, direction }) => kindOf(intent === 'entry', direction === 'long'),
  write(order, to, before) {
    if (isAlike(order, before)) to.same(4);
    else writeAbout(order, to);
    to.fresh(order.decidedAt);
    to.number(order.magic);
    to.id(order.clientOrderId);
    to.other(order.side);
    to.number(order.volume);
    if (before !== undefined && isBare(before) && isBare(order)) to.same(8);
    else writeConditions(order, to);
    to.other(order.positionId);
    to.other(order.exitReason);
  },
  read: (from, kind) => ({
    symbol: from.readOther(),
    direction: from.readOther(),
    strategy: from.readOther(),
    timeframe: from.readOther(),
    decidedAt: from.readFresh(),
    magic: from.readNumber(),
    clientOrderId: from.readId(),
    intent: isEntry(kind) ? 'entry' : 'exit',
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
  kindOf: ({ intent, side }) => kindOf(intent === 'entry', side === 'buy'),
  write(fill, to) {
    to.id(fill.tradeId);
    to.id(fill.clientOrderId);
    to.id(fill.positionId);
    to.other(fill.symbol);
    to.other(fill.intent);
    to.other(fill.side);
    to.number(fill.volume);
    to.number(fill.remaining);
    to.fresh(fill.price);
    to.number(fill.commission);
    to.number(fill.profit);
    to.optional(fill.slippage);
    to.optional(fill.rate);
    to.fresh(fill.filledAt);
  },
  read: (from) => ({
    tradeId: from.readId(),
    clientOrderId: from.readId(),
    positionId: from.readId(),
    symbol: from.readOther(),
    intent: from.readOther(),
    side: from.readOther(),
    volume: from.readNumber(),
    remaining: from.readNumber(),
    price: from.readFresh(),
    commission: from.readNumber(),
    profit: from.readNumber(),
    ...where('slippage', from.readOptional()),
    ...where('rate', from.readOptional()),
    filledAt: from.readFresh(),
  }),
};

export const SIGNALS: Packing<EntrySignalEvent | ExitSignalEvent> = {
  kindOf: ({ type, direction }) => kindOf(type === 'EntrySignal', direction === 'long'),
  write(signal, to, before) {
    if (isAlike(signal, before)) to.same(4);
    else writeAbout(signal, to);
    to.fresh(signal.price);
    to.fresh(signal.decidedAt);
    if (signal.type === 'EntrySignal') {
      to.other(signal.inputs);
      return;
    }
    to.other(signal.reason);
    to.optional(signal.percent);
  },
  read(from, kind) {
    const symbol = from.readOther<string>();
    const direction = from.readOther<EntrySignalEvent['direction']>();
    const strategy = from.readOther<string>();
    const timeframe = from.readOther<EntrySignalEvent['timeframe']>();
    const [price, decidedAt] = [from.readFresh(), from.readFresh()];
    const about = { strategy, symbol, timeframe, direction, price, decidedAt };
    if (isEntry(kind))
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

function kindOf(enters: boolean, isLong: boolean): number {
  return (enters ? ENTRY : EXIT) + (isLong ? LONG : 0);
}

function isEntry(kind: number): boolean {
  return kind === ENTRY || kind === ENTRY + LONG;
}

type About = Pick<ApprovedOrder, 'symbol' | 'direction' | 'strategy'> & { readonly timeframe: string };

/** Whether it is about the same: one look instead of one for each field. */
function isAlike(one: About, before: About | undefined): boolean {
  return (
    before !== undefined &&
    one.symbol === before.symbol &&
    one.strategy === before.strategy &&
    one.direction === before.direction &&
    one.timeframe === before.timeframe
  );
}

function writeAbout({ symbol, direction, strategy, timeframe }: About, to: PackedFields): void {
  to.other(symbol);
  to.other(direction);
  to.other(strategy);
  to.other(timeframe);
}

/** An order at the market, and nothing with it. */
function isBare(order: ApprovedOrder): boolean {
  return (
    order.limitPrice === undefined &&
    order.stopPrice === undefined &&
    order.timeInForce === undefined &&
    order.expiresAt === undefined &&
    order.groupId === undefined &&
    order.stopLoss === undefined &&
    order.takeProfits === undefined &&
    order.trailing === undefined
  );
}

function writeConditions(order: ApprovedOrder, to: PackedFields): void {
  to.optional(order.limitPrice);
  to.optional(order.stopPrice);
  to.other(order.timeInForce);
  to.optional(order.expiresAt);
  to.other(order.groupId);
  to.other(order.stopLoss);
  to.other(order.takeProfits);
  to.other(order.trailing);
}

/** A field that is there only where it has a value. */
export function where<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: Value });
}
