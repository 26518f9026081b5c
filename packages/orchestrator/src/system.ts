import type { SystemConfig } from '@q/config';
import type { EvaluationLog, EventDrivenService } from '@q/services';
import {
  automationSwitch,
  dataFetchingService,
  indicatorCalculationService,
  positionMonitor,
  riskGate,
  strategyEvaluationService,
  tradeExecutionService,
} from '@q/services';
import {
  automationEnabled,
  dataFetchingOptions,
  indicatorCalculationOptions,
  riskGateOptions,
  strategyEvaluationOptions,
  strategySeats,
  tradeExecutionOptions,
} from './service-options.js';
import type { Sockets } from './sockets.js';

/** Stands beside the line: nothing waits for it. */
export const AUTOMATION_SWITCH = 'AutomationSwitch';

/** What the line shares with the orchestrator. */
export interface SystemParts {
  readonly isOnHold: (symbol: string) => boolean;
  /** Takes how the conditions of each evaluation came out. */
  readonly evaluations: EvaluationLog;
}

/**
 * The line, from candle to order. Services are started from the end, so that nobody misses an event, and stopped from the front.
 * The gate, the position monitor and the automation switch have no switch of their own.
 */
export function buildSystem(
  config: SystemConfig,
  sockets: Sockets,
  { isOnHold, evaluations }: SystemParts,
): readonly EventDrivenService[] {
  const { services } = config;
  const strategies = strategySeats(config, sockets);
  const enabled = automationEnabled(config, sockets);
  const line: EventDrivenService[] = [];
  if (services.data_fetching.enabled) line.push(dataFetchingService(dataFetchingOptions(config, sockets, isOnHold)));
  if (services.indicator_calculation.enabled)
    line.push(indicatorCalculationService(indicatorCalculationOptions(config, sockets, strategies)));
  if (services.strategy_evaluation.enabled)
    line.push(strategyEvaluationService(strategyEvaluationOptions(config, strategies, evaluations)));
  line.push(riskGate(riskGateOptions(config, sockets, strategies)));
  if (services.trade_execution.enabled) line.push(tradeExecutionService(tradeExecutionOptions(config, sockets)));
  line.push(positionMonitor({ currency: config.account.currency, instruments: config.instruments }));
  line.push(automationSwitch({ enabled, save: (state) => sockets.automationState?.save(state) }));
  return line;
}
