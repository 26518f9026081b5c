import type { ApprovedOrder } from '@q/events';
import type { OrderState } from '../order-recorder.js';
import { orderFigures } from './order-statistics.js';
import { denialOf, fillsOf, resultOf, tradeOf } from './testing/hand-made.js';

test('orders are counted by what became of them, denials and parts besides', () => {
  const states: OrderState[] = [
    'filled',
    'filled',
    'rejected',
    'canceled',
    'expired',
    'unknown',
    'placed',
    'accepted',
    'partially_filled',
  ];
  const orders = states.map((state) => ({ order: {} as ApprovedOrder, state, fills: [] }));
  const [whole, part] = fillsOf(tradeOf(1));
  if (whole === undefined || part === undefined) throw new Error('no fills');
  const fills = [whole, { ...part, remaining: 0.5 }];
  const denials = [denialOf('spread'), denialOf('news')];
  expect(orderFigures(resultOf({ more: { orders, fills, denials } }))).toEqual({
    placed: 9,
    filled: 2,
    partialFills: 1,
    rejected: 1,
    canceled: 1,
    expired: 1,
    unknown: 1,
    waiting: 3,
    denied: 2,
  });
});
