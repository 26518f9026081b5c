import type { EventBusMetrics, EventType } from '@q/events';
import type { SupervisedService } from './supervised-service.js';

/** Each service's own figures, by the names the original gave them, and the event that each one counts. */
const COUNTED: Readonly<Record<string, Readonly<Record<string, EventType>>>> = {
  DataFetchingService: {
    data_fetches: 'DataFetched',
    new_candles_detected: 'NewCandle',
    fetch_errors: 'DataFetchError',
  },
  IndicatorCalculationService: {
    indicators_calculated: 'IndicatorsCalculated',
    regime_changes_detected: 'RegimeChanged',
    calculation_errors: 'IndicatorCalculationError',
  },
  StrategyEvaluationService: {
    entry_signals_generated: 'EntrySignal',
    exit_signals_generated: 'ExitSignal',
    evaluation_errors: 'StrategyEvaluationError',
  },
  RiskGate: { orders_approved: 'OrderApproved', orders_denied: 'OrderDenied', risk_breaches: 'RiskLimitBreached' },
  TradeExecutionService: {
    orders_placed: 'OrderPlaced',
    orders_filled: 'OrderFilled',
    orders_rejected: 'OrderRejected',
    orders_unknown: 'OrderUnknown',
  },
  PositionMonitor: {
    positions_opened: 'PositionOpened',
    positions_closed: 'PositionClosed',
    tp_levels_hit: 'TakeProfitHit',
  },
};

export type ServiceMetrics = Readonly<Record<string, number | string>>;

/** Events handled and sent, failures and uptime of a service, with what it alone counts. */
export function metricsOf(
  { service, status, handled, handling, lanes: all, startedAt }: SupervisedService,
  bus: EventBusMetrics,
  now: number,
): ServiceMetrics {
  const lanes = [...all];
  const published = (type: EventType): number => bus.by_type[type]?.published ?? 0;
  const own = Object.entries(COUNTED[service.name] ?? {}).map(([name, type]) => [name, published(type)] as const);
  return {
    status,
    uptime_seconds: startedAt === undefined ? 0 : (now - startedAt) / 1_000,
    events_received: handled,
    events_published: service.produces.reduce((sum, type) => sum + published(type), 0),
    errors: lanes.reduce((sum, { failures }) => sum + failures, 0),
    restarts: lanes.reduce((sum, { restarts }) => sum + restarts, 0),
    ...(handling.isMeasured
      ? { handling_seconds: handling.ms / 1_000, handling_max_seconds: handling.longestMs / 1_000 }
      : {}),
    ...Object.fromEntries(own),
  };
}
