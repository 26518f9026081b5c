import type { SystemConfig } from '@q/config';
import type { Calendar } from '@q/events';
import type {
  DataFetchingOptions,
  IndicatorCalculationOptions,
  RiskGateOptions,
  StrategyEvaluationOptions,
  StrategySeat,
  TradeExecutionOptions,
} from '@q/services';
import { compileStrategy } from '@q/trading';
import type { Sockets } from './sockets.js';
import { instancesOf, warmUpSpan } from './warm-up.js';

const ALWAYS_OPEN: Calendar = { isOpen: () => true, nextOpen: (_symbol, instant) => instant };

/** What each service is made with: the one place where configuration keys become parameters. */

export function dataFetchingOptions(
  config: SystemConfig,
  sockets: Sockets,
  isOnHold: (symbol: string) => boolean,
): DataFetchingOptions {
  const { retry_attempts: retryAttempts, candle_index: candleIndex, nbr_bars: nbrBars } = config.services.data_fetching;
  return {
    feed: sockets.feed,
    clock: sockets.clock,
    calendar: sockets.calendar ?? ALWAYS_OPEN,
    symbols: config.trading.symbols,
    timeframes: config.trading.timeframes,
    retryAttempts,
    candleIndex,
    nbrBars,
    warmUpStepMs: warmUpSpan(config, sockets).stepMs,
    isOnHold,
  };
}

export function indicatorCalculationOptions(config: SystemConfig): IndicatorCalculationOptions {
  return {
    symbols: config.trading.symbols,
    timeframes: config.trading.timeframes,
    instancesOf: (symbol, timeframe) => instancesOf(symbol, timeframe, config),
    trackRegimeChanges: config.services.indicator_calculation.track_regime_changes,
    recentRowsLimit: config.services.indicator_calculation.recent_rows_limit,
  };
}

export function strategyEvaluationOptions(
  config: SystemConfig,
  strategies: readonly StrategySeat[],
): StrategyEvaluationOptions {
  return {
    strategies,
    evaluationMode: config.services.strategy_evaluation.evaluation_mode,
    minRowsRequired: config.services.strategy_evaluation.min_rows_required,
    recentRowsLimit: config.services.indicator_calculation.recent_rows_limit,
    pipOf: (symbol) => config.instruments[symbol]?.pip ?? 0,
  };
}

export function riskGateOptions(
  config: SystemConfig,
  strategies: readonly StrategySeat[],
  automationEnabled: boolean,
): RiskGateOptions {
  const { account_stop_loss: stop, ...risk } = config.risk;
  return {
    accountId: config.account.id,
    instruments: config.instruments,
    strategyOf: (symbol, name) =>
      strategies.find((seat) => seat.symbol === symbol && seat.strategy.name === name)?.strategy,
    limits: { maxPositions: risk.max_positions, maxPositionSize: risk.max_position_size },
    dailyLossLimit: risk.daily_loss_limit,
    accountStop: stop.enabled
      ? {
          dailyLossLimit: stop.daily_loss_limit,
          maxDrawdownPercent: stop.max_drawdown_pct,
          cooldownMs: stop.cooldown_period_minutes * 60_000,
          dayStart: { time: stop.daily_reset_time, offset: stop.timezone_offset },
          closePositions: stop.close_positions_on_breach,
          blockEntries: stop.stop_trading_on_breach,
        }
      : undefined,
    automationEnabled,
  };
}

export function tradeExecutionOptions(config: SystemConfig, { broker, clock }: Sockets): TradeExecutionOptions {
  const { execution_mode: executionMode, batch_size: batchSize } = config.services.trade_execution;
  return { broker, clock, executionMode, batchSize, answerTimeoutMs: config.broker.answer_timeout * 1_000 };
}

/** The strategies of the configuration, compiled, each on its symbol. */
export function strategySeats(config: SystemConfig): readonly StrategySeat[] {
  return config.strategies.loaded.map(({ symbol, definition }) => ({
    symbol,
    strategy: compileStrategy(definition),
    enabled: definition.activation.enabled,
  }));
}

/** The saved switch wins over the configuration; one that cannot be read counts as off, which is the safe side. */
export function automationEnabled({ automation }: SystemConfig, { automationState }: Sockets): boolean {
  try {
    const saved = automationState?.load()?.['enabled'];
    return typeof saved === 'boolean' ? saved : automation.enabled;
  } catch {
    return false;
  }
}
