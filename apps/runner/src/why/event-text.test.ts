import type { ApprovedOrder, TradingEvent } from '@q/events';
import { eventText, orderText } from './event-text.js';
import type { KeptEvent } from './read-history.js';

/** As a history has it. */
function kept(event: Exclude<TradingEvent, { readonly type: 'IndicatorsCalculated' }>): KeptEvent {
  return { id: 1, at: 0, correlationId: 'c', causationId: 0, ...event };
}

const position = { positionId: 'p', symbol: 'EURUSD', strategy: 'dip', direction: 'long' } as const;

test('an order is told with the price that it waits for, the one it takes at most, and how long it waits', () => {
  const order = {
    clientOrderId: 'o',
    symbol: 'EURUSD',
    intent: 'entry',
    side: 'buy',
    direction: 'long',
    volume: 0.2,
    strategy: 'dip',
    timeframe: '1',
    decidedAt: 0,
    magic: 1,
  } as ApprovedOrder;
  const stopLoss = { clientOrderId: order.clientOrderId, price: 1.0981 };
  expect(orderText(order)).toBe('entry long 0.2');
  expect(orderText({ ...order, stopPrice: 1.1, limitPrice: 1.1002, timeInForce: 'GTD', stopLoss })).toBe(
    'entry long 0.2, stop entry 1.1, limit 1.1002, GTD, stop 1.0981',
  );
  expect(orderText({ ...order, stopPrice: 1.1, timeInForce: 'DAY' })).toBe('entry long 0.2, stop entry 1.1, DAY');
});

test.each<readonly [Parameters<typeof kept>[0], string]>([
  [{ type: 'CycleStarted', cycle: 7, instant: 0, phase: 'live', idle: false }, 'cycle 7'],
  [{ type: 'CycleStarted', cycle: 7, instant: 0, phase: 'late', idle: true }, 'cycle 7, late, idle'],
  [{ type: 'TradingBlocked', reasons: ['daily_loss', 'news EURUSD'] }, 'daily_loss, news EURUSD'],
  [{ type: 'TakeProfitHit', ...position, price: 1.1, volume: 0.2 }, '0.2 at 1.1'],
  [
    {
      type: 'PositionClosed',
      ...position,
      volume: 0.2,
      entryPrice: 1.1,
      exitPrice: 1.2,
      profit: 10,
      commission: -1.4,
      netProfit: 8.6,
      reason: 'take_profit',
      openedAt: 0,
      closedAt: 1,
    },
    'long 0.2 at 1.2 by take_profit, net +8.60',
  ],
  [{ type: 'TradingAuthorized', reason: 'all checks passed' }, 'all checks passed'],
  [{ type: 'HandlerFailed', subscriber: 's', eventType: 't', eventId: 1, message: 'broke' }, 'broke'],
  [{ type: 'ServiceStarted', service: 'RiskGate' }, ''],
])('%j', (event, text) => {
  expect(eventText(kept(event))).toBe(text);
});
