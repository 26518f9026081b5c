import type { SystemConfig } from '@q/config';
import type { Calendar, Timeframe } from '@q/events';
import type {
  DataFetchingOptions,
  EvaluationLog,
  IndicatorCalculationOptions,
  RiskGateOptions,
  StrategyEvaluationOptions,
  StrategySeat,
  TradeExecutionOptions,
} from '@q/services';
import { REGIME_COLUMNS } from '@q/indicators';
import type { EntryCosts, Strategy } from '@q/trading';
import { compileStrategy } from '@q/trading';
import { instancesOf } from './instances.js';
import { sessionOf } from './session-of.js';
import type { Sockets } from './sockets.js';
import { warmUpSpan } from './warm-up.js';

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
    sessionOf: sessionOf(config),
    symbols: config.trading.symbols,
    timeframes: config.trading.timeframes,
    retryAttempts,
    candleIndex,
    nbrBars,
    warmUpStepMs: warmUpSpan(config, sockets).stepMs,
    isOnHold,
    keepsDuplicates: sockets.keepsDuplicates,
  };
}

export function indicatorCalculationOptions(
  config: SystemConfig,
  sockets: Sockets,
  strategies: readonly StrategySeat[],
): IndicatorCalculationOptions {
  return {
    symbols: config.trading.symbols,
    timeframes: config.trading.timeframes,
    sessionOf: sessionOf(config),
    instancesOf: instancesOf(config, sockets),
    trackRegimeChanges: config.services.indicator_calculation.track_regime_changes,
    needsRegime: (symbol, timeframe) =>
      strategies.some((seat) => seat.symbol === symbol && looksAtRegime(seat.strategy, timeframe)),
    recentRowsLimit: config.services.indicator_calculation.recent_rows_limit,
  };
}

/** A strategy that does not say what it looks at may look at everything. */
function looksAtRegime({ columns, inputs = [], timeframes }: Strategy, timeframe: Timeframe): boolean {
  if (columns === undefined) return timeframes.includes(timeframe);
  return [...columns, ...inputs].some(
    (one) => one.timeframe === timeframe && REGIME_COLUMNS.some(({ name }) => name === one.column),
  );
}

export function strategyEvaluationOptions(
  config: SystemConfig,
  strategies: readonly StrategySeat[],
  evaluations: EvaluationLog,
): StrategyEvaluationOptions {
  return {
    strategies,
    evaluations,
    evaluationMode: config.services.strategy_evaluation.evaluation_mode,
    minRowsRequired: config.services.strategy_evaluation.min_rows_required,
    recentRowsLimit: config.services.indicator_calculation.recent_rows_limit,
    pipOf: (symbol) => config.instruments[symbol]?.pip ?? 0,
  };
}

export function riskGateOptions(
  config: SystemConfig,
  sockets: Sockets,
  strategies: readonly StrategySeat[],
): RiskGateOptions {
  const { account_stop_loss: stop, ...risk } = config.risk;
  const { broker: venue } = sockets;
  const prices = { configured: config.broker, instruments: config.instruments, venue };
  return {
    accountId: config.account.id,
    accountCurrency: config.account.currency,
    instruments: config.instruments,
    strategyOf: (symbol, name) =>
      strategies.find((seat) => seat.symbol === symbol && seat.strategy.name === name)?.strategy,
    limits: {
      maxPositions: risk.max_positions,
      maxPositionSize: risk.max_position_size,
      maxPositionsPerSymbol: risk.max_positions_per_symbol,
      maxPositionsPerDirection: risk.max_positions_per_direction,
      maxNotional: risk.max_notional,
      cooldownMs: risk.cooldown_minutes * 60_000,
      maxSpreadPips: risk.max_spread_pips,
      maxOrdersPerMinute: risk.max_orders_per_minute,
    },
    costsOf: (symbol) => costsOf(symbol, prices),
    spreadOf: (symbol) => venue.spreadOf?.(symbol),
    dailyLossLimit: risk.daily_loss_limit,
    dailyLossReaction: risk.daily_loss_reaction,
    maxDrawdownPercent: risk.max_drawdown_pct,
    drawdownReaction: risk.max_drawdown_reaction,
    accountStop: stop.enabled
      ? {
          dailyLossLimit: stop.daily_loss_limit,
          maxDrawdownPercent: stop.max_drawdown_pct,
          cooldownMs: stop.cooldown_period_minutes * 60_000,
          dayStart: { time: stop.daily_reset_time, offset: stop.timezone_offset },
          closePositions: stop.close_positions_on_breach,
          blockEntries: stop.stop_trading_on_breach,
          halt: stop.halt_on_breach,
        }
      : undefined,
    automationEnabled: automationEnabled(config, sockets),
    ...(sockets.restrictionsAt === undefined ? {} : { restrictionsAt: sockets.restrictionsAt }),
    store: sockets.riskState,
  };
}

interface CostTerms {
  readonly configured: SystemConfig['broker'];
  readonly instruments: SystemConfig['instruments'];
  readonly venue: Sockets['broker'];
}

/** What an entry is planned with: the spread that the venue shows, and the costs that are configured. */
function costsOf(symbol: string, { configured, instruments, venue }: CostTerms): EntryCosts {
  const own = configured.per_symbol[symbol];
  const pip = instruments[symbol]?.pip ?? 0;
  return {
    spread: venue.spreadOf?.(symbol) ?? (own?.spread_pips ?? configured.spread_pips) * pip,
    slippage: (own?.slippage_pips ?? configured.slippage_pips) * pip,
    commissionPerLot: own?.commission_per_lot ?? configured.commission_per_lot,
  };
}

export function tradeExecutionOptions(config: SystemConfig, { broker, clock }: Sockets): TradeExecutionOptions {
  const { execution_mode: executionMode, batch_size: batchSize } = config.services.trade_execution;
  return { broker, clock, executionMode, batchSize, answerTimeoutMs: config.broker.answer_timeout * 1_000 };
}

/** The strategies of the configuration, compiled, and those that a bot brings in code, each on its symbol. @throws Error for a name twice */
export function strategySeats(config: SystemConfig, { strategies: inCode = [] }: Sockets): readonly StrategySeat[] {
  const loaded = config.strategies.loaded.map(({ symbol, definition }) => ({
    symbol,
    strategy: compileStrategy(definition),
    enabled: definition.activation.enabled,
  }));
  const seats = [...loaded, ...inCode.map((seat) => ({ enabled: true, ...seat }))];
  seats.forEach((seat, index) => demandSeat(seat, seats.slice(0, index), config));
  return seats;
}

/** @throws Error where a strategy cannot sit where it is put */
function demandSeat(
  { symbol, strategy: { name, timeframes } }: StrategySeat,
  others: readonly StrategySeat[],
  { trading }: SystemConfig,
): void {
  if (others.some((other) => other.symbol === symbol && other.strategy.name === name))
    throw new Error(`two strategies of ${symbol} are named "${name}": a name stands on every order`);
  if (!trading.symbols.includes(symbol))
    throw new Error(`strategy "${name}" is for ${symbol}, which trading.symbols does not list`);
  const missing = timeframes.find((timeframe) => !trading.timeframes.includes(timeframe));
  if (missing !== undefined)
    throw new Error(`strategy "${name}" needs timeframe "${missing}", which trading.timeframes does not list`);
}

/** The saved switch wins over the configuration; one that cannot be read, or does not say `true`, counts as off, which is the safe side. */
export function automationEnabled({ automation }: SystemConfig, { automationState }: Sockets): boolean {
  try {
    const saved = automationState?.load();
    return saved === undefined ? automation.enabled : saved['enabled'] === true;
  } catch {
    return false;
  }
}
