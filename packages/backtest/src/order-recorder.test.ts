import type { ApprovedOrder, EventOf, Fill } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import { OrderRecorder } from './order-recorder.js';

const bus = new EventBus({ clock: new VirtualClock() });
const recorder = new OrderRecorder(bus);

function order(clientOrderId: string, volume = 1): ApprovedOrder {
  const about = { symbol: 'EURUSD', direction: 'long', strategy: 'dip', timeframe: '5', decidedAt: 5, magic: 7 };
  return {
    ...about,
    clientOrderId,
    intent: 'entry',
    side: 'buy',
    volume,
  } as unknown as EventOf<'OrderPlaced'>['order'];
}

function fill(clientOrderId: string, tradeId: string): Fill {
  const about = {
    positionId: 'a',
    symbol: 'EURUSD',
    intent: 'entry',
    side: 'buy',
    price: 1.1,
    volume: 1,
    remaining: 0,
  };
  const money = { commission: -1, profit: 0, filledAt: 6 };
  return { tradeId, clientOrderId, ...about, ...money } as unknown as EventOf<'OrderFilled'>['fill'];
}

const id = (clientOrderId: string): ApprovedOrder['clientOrderId'] => order(clientOrderId).clientOrderId;

test('keeps what became of each order, in the order in which they were placed', () => {
  const symbol = 'EURUSD';
  for (const one of ['a', 'b', 'c', 'd']) bus.publish({ type: 'OrderPlaced', symbol, order: order(one) });
  bus.publish({ type: 'OrderUnknown', symbol, clientOrderId: id('b'), message: 'no answer' });
  bus.publish({ type: 'OrderAccepted', symbol, clientOrderId: id('a'), venueOrderId: 'v1' });
  bus.publish({ type: 'OrderPartiallyFilled', symbol, fill: fill('a', 't1') });
  bus.publish({ type: 'OrderFilled', symbol, fill: fill('stop of a', 't2') });
  bus.publish({ type: 'OrderFilled', symbol, fill: fill('b', 't3') });
  bus.publish({ type: 'OrderFilled', symbol, fill: fill('a', 't4') });
  bus.publish({ type: 'OrderPlaced', symbol, order: order('c', 2) });
  expect(recorder.orders).toStrictEqual([
    { order: order('a'), state: 'filled', fills: [fill('a', 't1'), fill('a', 't4')] },
    { order: order('b'), state: 'filled', fills: [fill('b', 't3')], message: 'no answer' },
    // Placed twice: where it was first, as what it was last.
    { order: order('c', 2), state: 'placed', fills: [] },
    { order: order('d'), state: 'placed', fills: [] },
  ]);
  expect(recorder.fills.map(({ tradeId }) => tradeId)).toEqual(['t1', 't2', 't3', 't4']);
});

test('a stop-out under the id of an entry is no fill of it: an order that expired stays expired', () => {
  const told = new EventBus({ clock: new VirtualClock() });
  const all = new OrderRecorder(told);
  const symbol = 'EURUSD';
  told.publish({ type: 'OrderPlaced', symbol, order: order('e', 2) });
  told.publish({ type: 'OrderPartiallyFilled', symbol, fill: { ...fill('e', 't1'), remaining: 1 } });
  told.publish({ type: 'OrderExpired', symbol, clientOrderId: id('e') });
  told.publish({ type: 'OrderFilled', symbol, fill: { ...fill('e', 't2'), intent: 'stop_out', side: 'sell' } });
  told.publish({ type: 'OrderPlaced', symbol, order: order('f') });
  told.publish({ type: 'OrderFilled', symbol, fill: fill('f', 't3') });
  expect(all.orders.map(({ state, fills: own }) => [state, own.map(({ tradeId }) => tradeId)])).toEqual([
    ['expired', ['t1']],
    ['filled', ['t3']],
  ]);
  expect(all.fills.map(({ tradeId }) => tradeId)).toEqual(['t1', 't2', 't3']);
});
