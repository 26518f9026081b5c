import { EVENT_TOPICS, mayBeDropped } from './catalogue.js';

/** The catalogue of ruling 21, topic by topic, with what decision 0015 added. */
const RULED: Readonly<Record<string, string>> = {
  market: 'CycleStarted DataFetched NewCandle DataFetchError FeedStale',
  analysis: 'IndicatorsCalculated RegimeChanged IndicatorCalculationError',
  signals: 'EntrySignal ExitSignal StrategyActivated StrategyDeactivated StrategyEvaluationError',
  orders:
    'OrderApproved OrderDenied OrderPlaced OrderAccepted OrderRejected OrderPartiallyFilled OrderFilled OrderCanceled OrderExpired OrderUnknown CancelRequested StopMoveRefused',
  positions: 'PositionOpened PositionIncreased TakeProfitHit PositionPartiallyClosed StopLossMoved PositionClosed',
  account: 'AccountUpdated RiskLimitBreached TradingAuthorized TradingBlocked TradingHalted',
  control: 'ToggleAutomation AutomationStateChanged ResetRiskLimits FlattenRequested',
  system: 'ServiceStarted ServiceStopped ServiceRestarted ServiceFailed HandlerFailed JournalStateChanged',
};

describe('the event catalogue', () => {
  it('has the events that were ruled, each under its topic, and no other', () => {
    const ruled = Object.entries(RULED).flatMap(([topic, names]) => names.split(' ').map((name) => [name, topic]));
    expect(EVENT_TOPICS).toEqual(Object.fromEntries(ruled));
  });

  it('lets a full queue drop market and analysis events, and nothing else', () => {
    for (const [type, topic] of Object.entries(EVENT_TOPICS)) {
      expect([type, mayBeDropped(type)]).toEqual([type, topic === 'market' || topic === 'analysis']);
    }
  });

  it("never drops a bot's own events", () => {
    for (const type of ['Heartbeat', 'toString', '']) expect(mayBeDropped(type)).toBe(false);
  });
});
