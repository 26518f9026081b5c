import type { EventType } from '@q/events';

/** Events that no service lives on: logs, histories, metrics and whoever else watches. */
export const WATCH_ONLY: readonly EventType[] = [
  'DataFetched',
  'DataFetchError',
  'RegimeChanged',
  'IndicatorCalculationError',
  'StrategyActivated',
  'StrategyDeactivated',
  'StrategyEvaluationError',
  'OrderDenied',
  'TakeProfitHit',
  'RiskLimitBreached',
  'TradingAuthorized',
  'TradingBlocked',
  'ServiceStarted',
  'ServiceStopped',
];

/** Sent by the orchestrator itself, or by the bus on its behalf, not by a service. */
export const SENT_BY_THE_SYSTEM: readonly EventType[] = [
  'CycleStarted',
  'ToggleAutomation',
  'ResetRiskLimits',
  'FlattenRequested',
  'JournalStateChanged',
  'ServiceStarted',
  'ServiceStopped',
  'ServiceRestarted',
  'ServiceFailed',
  'HandlerFailed',
];

/** Heard by the orchestrator itself: the supervisor restarts on the one, the other ends the run. */
export const HEARD_BY_THE_SYSTEM: readonly EventType[] = ['HandlerFailed', 'TradingHalted'];
