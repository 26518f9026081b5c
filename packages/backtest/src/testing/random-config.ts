import type { ConfigInput } from '@q/config';
import type { Timeframe } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import type { Dice } from './dice.js';

/** What is traded, and what is calculated of it. */
export interface Traded {
  readonly accountCurrency: string;
  readonly timeframes: readonly Timeframe[];
  /** By symbol. */
  readonly instances: Readonly<Record<string, Instances>>;
}

export type Instances = Readonly<Partial<Record<Timeframe, Readonly<Record<string, IndicatorParams>>>>>;

const REACTIONS = ['block_entries', 'close_positions', 'halt'] as const;

/** A configuration with whatever is rarely set beside what is mostly set. */
export function randomConfig({ accountCurrency, timeframes, instances }: Traded, at: Dice): ConfigInput {
  const kept = at.pick([6, 6, 8, 50]);
  return {
    trading: { symbols: Object.keys(instances), timeframes: [...timeframes] },
    account: {
      currency: accountCurrency,
      balance: at.pick([1_000, 10_000, 100_000]),
      position_mode: at.pick(['hedging', 'hedging', 'hedging', 'netting']),
      leverage: at.pick([0, 0, 0, 30]),
    },
    broker: randomBroker(at),
    risk: randomLimits(at),
    services: {
      data_fetching: { candle_index: at.chance(0.05) ? 2 : 1 },
      indicator_calculation: { recent_rows_limit: kept, track_regime_changes: at.chance(0.6) },
      strategy_evaluation: {
        min_rows_required: at.pick([1, 3, 3, kept]),
        keep_evaluations: at.chance(0.06) ? 10 : 0,
        evaluation_mode: at.pick(['on_new_candle', 'on_new_candle', 'continuous']),
      },
      trade_execution: at.chance(0.15) ? { execution_mode: 'batch', batch_size: 2 } : {},
    },
    orchestrator: {
      status_log_interval: at.pick([7, 10, 100, 1_000_000]),
      health_check_interval: at.pick([10, 60, 333]),
      ...(at.chance(0.2) ? { max_restarts: 1, max_consecutive_failures: 1 } : {}),
      on_service_failure: at.pick(['degrade', 'halt']),
    },
    automation: { enabled: !at.chance(0.05) },
    event_bus: { event_history_limit: at.pick([1_000, 1_000, 1_000, 0, 7, 3_000]) },
    indicators: {
      inline: Object.fromEntries(Object.entries(instances).map(([symbol, own]) => [symbol, inlineOf(own)])),
    },
    backtest: { min_coverage_percent: 0 },
    logging: { console: false, level: 'CRITICAL' },
    outputs: { history: at.pick(['default', 'default', 'none']) },
  };
}

/** As a file has them: every parameter is a number or a text there. */
function inlineOf(instances: Instances) {
  return Object.fromEntries(
    Object.entries(instances).map(([timeframe, own]) => [
      timeframe,
      Object.fromEntries(Object.entries(own ?? {}).map(([name, params]) => [name, { ...params }])),
    ]),
  ) as NonNullable<NonNullable<ConfigInput['indicators']>['inline']>[string];
}

function randomBroker(at: Dice): NonNullable<ConfigInput['broker']> {
  const night = { from: '20:00', to: '06:00', pips: 3 };
  const isAtNewest = at.chance(0.25);
  return {
    market_fill: isAtNewest ? 'newest_price' : 'next_price',
    spread_pips: at.pick([0, 1, 1]),
    ...(at.chance(0.2) ? { spread_by_session: { night } } : {}),
    ...(at.chance(0.3) ? { swap_long: -6.5, swap_short: 2, swap_unit: at.pick(['points', 'money', 'percent']) } : {}),
    bar_path: at.pick(['pessimistic', 'open_high_low_close', 'open_low_high_close', 'nearest_extreme_first']),
    slippage_model: at.pick(['fixed', 'fixed', 'random', 'volume_share']),
    volume_limit: isAtNewest ? 0 : at.pick([0, 0, 0, 0.01]),
    ...(at.chance(0.3) ? { rollover: { nights: { monday: at.whole(0, 3), friday: 3, sunday: 1 } } } : {}),
    latency_bars: at.pick([0, 0, 0, 0, 2]),
    latency_ms: at.pick([0, 0, 0, 0, 100, 90_000]),
    ...(at.chance(0.1) ? { depth_at_touch: 0.05, depth_levels: 2 } : {}),
  };
}

function randomLimits(at: Dice): NonNullable<ConfigInput['risk']> {
  const most = at.pick([1, 2, 3, 10]);
  return {
    max_positions: most,
    max_positions_per_direction: most === 10 ? 4 : 1,
    daily_loss_limit: at.pick([0, 1_000, 5, 50]),
    daily_loss_reaction: at.pick(REACTIONS),
    max_drawdown_pct: at.pick([0, 0, 0.1, 1]),
    max_drawdown_reaction: at.pick(REACTIONS),
    cooldown_minutes: at.pick([0, 0, 0, 5]),
    max_orders_per_minute: at.pick([0, 0, 0, 1]),
    max_spread_pips: at.pick([0, 0, 0, 2]),
    account_stop_loss: {
      enabled: at.chance(0.5),
      daily_loss_limit: at.pick([0, 5, 50, 1_000]),
      max_drawdown_pct: at.pick([0, 0.2, 2, 10]),
      close_positions_on_breach: at.chance(0.5),
      stop_trading_on_breach: at.chance(0.7),
      halt_on_breach: at.chance(0.2),
      cooldown_period_minutes: at.pick([0, 60, 600]),
      daily_reset_time: at.pick(['00:00:00', '07:30:00']),
      timezone_offset: at.pick(['+00:00', '+05:30', '-08:00']),
    },
  };
}
