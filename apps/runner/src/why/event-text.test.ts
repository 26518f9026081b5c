import type { TradingEvent } from '@q/events';
import { eventText } from './event-text.js';
import type { KeptEvent } from './read-history.js';

/** As a history has it. */
function kept(event: Exclude<TradingEvent, { readonly type: 'IndicatorsCalculated' }>): KeptEvent {
  return { id: 1, at: 0, correlationId: 'c', causationId: 0, ...event };
}

const position = { positionId: 'p', symbol: 'EURUSD', strategy: 'dip', direction: 'long' } as const;

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
