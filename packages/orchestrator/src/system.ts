import type { SystemConfig } from '@q/config';
import type { EventDrivenService } from '@q/services';
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

/**
 * The line, from candle to order. Services are started from the end, so that nobody misses an event, and stopped from the front.
 * The gate, the position monitor and the automation switch have no switch of their own.
 */
export function buildSystem(
  config: SystemConfig,
  sockets: Sockets,
  isOnHold: (symbol: string) => boolean,
): readonly EventDrivenService[] {
  const { services } = config;
  const strategies = strategySeats(config, sockets);
  const enabled = automationEnabled(config, sockets);
  const line: EventDrivenService[] = [];
  if (services.data_fetching.enabled) line.push(dataFetchingService(dataFetchingOptions(config, sockets, isOnHold)));
  if (services.indicator_calculation.enabled)
    line.push(indicatorCalculationService(indicatorCalculationOptions(config)));
  if (services.strategy_evaluation.enabled)
    line.push(strategyEvaluationService(strategyEvaluationOptions(config, strategies)));
  line.push(riskGate(riskGateOptions(config, sockets, strategies)));
  if (services.trade_execution.enabled) line.push(tradeExecutionService(tradeExecutionOptions(config, sockets)));
  line.push(positionMonitor({ currency: config.account.currency, instruments: config.instruments }));
  line.push(automationSwitch({ enabled, save: (state) => sockets.automationState?.save(state) }));
  return line;
}
