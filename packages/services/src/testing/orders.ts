import type { ApprovedOrder, ClientOrderId, Order } from '@q/events';

/** An order as the gate would approve it. Only here, in tests, the brand is put on by hand. */
export function orderOf(id: string, parts: Partial<Omit<Order, 'clientOrderId'>> = {}): ApprovedOrder {
  const order: Order = {
    clientOrderId: idOf(id),
    symbol: 'EURUSD',
    intent: 'entry',
    side: 'buy',
    direction: 'long',
    volume: 1,
    strategy: 'test',
    timeframe: '1',
    decidedAt: 0,
    magic: 1,
    ...parts,
  };
  return order as ApprovedOrder;
}

export function idOf(id: string): ClientOrderId {
  return id.padStart(18, '0') as ClientOrderId;
}
