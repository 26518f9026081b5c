import type { SystemConfig } from '@q/config';
import type { Calendar } from '@q/events';
import { timeframeMs } from '@q/events';
import { IndicatorBank } from '@q/indicators';
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
import { compileStrategy } from '@q/trading';
import type { Sockets } from './sockets.js';

const ALWAYS_OPEN: Calendar = { isOpen: () => true, nextOpen: (_symbol, instant) => instant };

/** The services that are switched on, in the order of the line: started from the end, stopped from the front. */
export function buildSystem(
  config: SystemConfig,
  sockets: Sockets,
  isOnHold: (symbol: string) => boolean,
): readonly EventDrivenService[] {
  const { services, trading, risk, account } = config;
  const { symbols, timeframes } = trading;
  const strategies = config.strategies.loaded.map(({ symbol, definition }) => ({
    symbol,
    strategy: compileStrategy(definition),
    enabled: definition.activation.enabled,
  }));
  const line: readonly (readonly [boolean, () => EventDrivenService])[] = [
    [
      services.data_fetching.enabled,
      () =>
        dataFetchingService({
          feed: sockets.feed,
          clock: sockets.clock,
          calendar: sockets.calendar ?? ALWAYS_OPEN,
          symbols,
          timeframes,
          retryAttempts: services.data_fetching.retry_attempts,
          candleIndex: services.data_fetching.candle_index,
          nbrBars: services.data_fetching.nbr_bars,
          warmUpBars: (symbol) => warmUpBars(symbol, config, sockets),
          isOnHold,
        }),
    ],
    [
      services.indicator_calculation.enabled,
      () =>
        indicatorCalculationService({
          symbols,
          timeframes,
          instancesOf: (symbol, timeframe) => instancesOf(symbol, timeframe, config),
          trackRegimeChanges: services.indicator_calculation.track_regime_changes,
          recentRowsLimit: services.indicator_calculation.recent_rows_limit,
        }),
    ],
    [
      services.strategy_evaluation.enabled,
      () =>
        strategyEvaluationService({
          strategies,
          evaluationMode: services.strategy_evaluation.evaluation_mode,
          minRowsRequired: services.strategy_evaluation.min_rows_required,
          recentRowsLimit: services.indicator_calculation.recent_rows_limit,
        }),
    ],
    [
      true,
      () =>
        riskGate({
          accountId: account.id,
          instruments: config.instruments,
          strategies: Object.fromEntries(strategies.map(({ strategy }) => [strategy.name, strategy])),
          limits: { maxPositions: risk.max_positions, maxPositionSize: risk.max_position_size },
          dailyLossLimit: risk.daily_loss_limit,
          accountStop: accountStopOf(config),
          automationEnabled: automationEnabled(config, sockets),
        }),
    ],
    [
      services.trade_execution.enabled,
      () =>
        tradeExecutionService({
          broker: sockets.broker,
          clock: sockets.clock,
          executionMode: services.trade_execution.execution_mode,
          batchSize: services.trade_execution.batch_size,
          answerTimeoutMs: config.broker.answer_timeout * 1_000,
        }),
    ],
    [true, () => positionMonitor({ currency: account.currency })],
    [
      true,
      () =>
        automationSwitch({
          enabled: automationEnabled(config, sockets),
          save: (state) => sockets.automationState?.save(state),
        }),
    ],
  ];
  return line.filter(([enabled]) => enabled).map(([, make]) => make());
}

/** The indicators that are configured for a (symbol, timeframe). */
function instancesOf(symbol: string, timeframe: string, config: SystemConfig) {
  return config.indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe)?.instances ?? {};
}

/** Base candles that every indicator of a symbol needs before it is ready. */
function warmUpBars(symbol: string, config: SystemConfig, { feed }: Sockets): number {
  const base = feed.baseTimeframe(symbol);
  if (base === undefined) return 0;
  const bars = config.trading.timeframes.map((timeframe) => {
    const { warmUp } = new IndicatorBank(instancesOf(symbol, timeframe, config), { regime: true });
    return Math.ceil((warmUp * timeframeMs(timeframe)) / timeframeMs(base));
  });
  return Math.max(...bars);
}

function accountStopOf({ risk: { account_stop_loss: stop } }: SystemConfig) {
  if (!stop.enabled) return undefined;
  return {
    dailyLossLimit: stop.daily_loss_limit,
    maxDrawdownPercent: stop.max_drawdown_pct,
    cooldownMs: stop.cooldown_period_minutes * 60_000,
    dayStart: { time: stop.daily_reset_time, offset: stop.timezone_offset },
    closePositions: stop.close_positions_on_breach,
    blockEntries: stop.stop_trading_on_breach,
  };
}

/** The saved switch wins over the configuration; one that cannot be read counts as off. */
function automationEnabled({ automation }: SystemConfig, { automationState }: Sockets): boolean {
  try {
    const saved = automationState?.load()?.['enabled'];
    return typeof saved === 'boolean' ? saved : automation.enabled;
  } catch {
    return false;
  }
}
