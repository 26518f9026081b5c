import { createReplayFeed, createSimulatedBroker, feedThroughMarket } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import { defineConfig, simulatedVenueOf } from '@q/config';
import type { EntrySignalEvent, ExitSignalEvent, Fill, OrderDeniedEvent, SwapBooking } from '@q/events';
import { VirtualClock } from '@q/events';
import type { RunFigures } from '@q/orchestrator';
import { TradingOrchestrator } from '@q/orchestrator';
import type { Strategy, StrategyForm } from '@q/trading';
import { compileStrategy, sessionCalendar } from '@q/trading';
import type { BacktestRequest } from './backtest-request.js';
import type { EquityCurve } from './equity-curve.js';
import { EquityRecorder } from './equity-curve.js';
import type { MarketSeries } from './market-data.js';
import { marketSeries } from './market-data.js';
import type { OrderRecord } from './order-recorder.js';
import { OrderRecorder } from './order-recorder.js';
import { SwapRecorder } from './swap-recorder.js';
import type { Trade } from './trade-recorder.js';
import { TradeRecorder } from './trade-recorder.js';

/** What came of a run. Money in account currency, times in ms UTC, prices in price units, volumes in lots. */
export interface BacktestResult {
  readonly config: SystemConfig;
  /** Closed positions, in the order in which they were closed. */
  readonly trades: readonly Trade[];
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly Fill[];
  readonly signals: readonly (EntrySignalEvent | ExitSignalEvent)[];
  readonly denials: readonly OrderDeniedEvent[];
  readonly equity: EquityCurve;
  readonly openPositions: number;
  readonly figures: RunFigures;
  /** Interest for positions that were carried over a rollover, where there was any: no part of fills and trades, but of the balance. */
  readonly swaps?: readonly (SwapBooking & { readonly at: number })[];
  /** Why the run ended before its data, where it did. */
  readonly haltedBecause?: string;
}

/**
 * Runs the whole system, the same services as in paper and live, over given candles on a virtual clock.
 * @throws ConfigError where the configuration cannot be run, Error where candles or strategies do not fit it
 */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  const config = backtestConfig(request);
  const series = Object.entries(request.candles).map(([symbol, candles]) => marketSeries(symbol, candles));
  demandSymbols(config, series);
  const orchestrator = assemble(request, config, series);
  const { bus } = orchestrator;
  const [trades, orders, equity] = [new TradeRecorder(bus), new OrderRecorder(bus), new EquityRecorder(bus)];
  const { swaps } = new SwapRecorder(bus);
  try {
    await orchestrator.run({
      onProgress: (instant) => {
        if (request.onProgress?.(instant) === 'stop') void orchestrator.stop();
      },
    });
  } finally {
    await orchestrator.stop();
  }
  const { haltedBecause } = orchestrator;
  return {
    config,
    trades: trades.trades,
    orders: orders.orders,
    fills: orders.fills,
    signals: orders.signals,
    denials: orders.denials,
    equity: equity.curve,
    openPositions: trades.openCount,
    figures: orchestrator.figures,
    ...(swaps.length === 0 ? {} : { swaps }),
    ...(haltedBecause === undefined ? {} : { haltedBecause }),
  };
}

function backtestConfig({ config }: BacktestRequest): SystemConfig {
  const complete = isComplete(config) ? config : defineConfig(config);
  return { ...complete, mode: 'backtest' };
}

function isComplete(config: BacktestRequest['config']): config is SystemConfig {
  return config.strategies !== undefined && 'loaded' in config.strategies;
}

function demandSymbols({ trading }: SystemConfig, series: readonly MarketSeries[]): void {
  const without = trading.symbols.filter((symbol) => !series.some((one) => one.symbol === symbol));
  if (without.length > 0) throw new Error(`there are no candles of ${without.join(', ')}, which trading.symbols lists`);
}

function assemble(
  { strategies = {}, from, to, duplicates, history, restrictionsAt, monotonicMs, turnEventLoop }: BacktestRequest,
  config: SystemConfig,
  series: readonly MarketSeries[],
): TradingOrchestrator {
  const keepsDuplicates = duplicates === 'keep';
  const clock = new VirtualClock(Math.max(from ?? -Infinity, Math.min(...series.map(firstOpen))));
  const venue = createSimulatedBroker({ clock, ...simulatedVenueOf(config) });
  const inCode = Object.entries(strategies).flatMap(([symbol, list]) =>
    list.map((one) => ({ symbol, strategy: isStrategy(one) ? one : compileStrategy(one) })),
  );
  return new TradingOrchestrator(config, {
    clock,
    feed: feedThroughMarket(createReplayFeed({ series, from, to }), venue, { keepsDuplicates }),
    keepsDuplicates,
    broker: venue,
    calendar: sessionCalendar(Object.values(config.instruments)),
    strategies: inCode,
    ...(history === undefined ? {} : { history }),
    ...(restrictionsAt === undefined ? {} : { restrictionsAt }),
    ...(monotonicMs === undefined ? {} : { monotonicMs }),
    ...(turnEventLoop === undefined ? {} : { turnEventLoop }),
  });
}

function firstOpen({ columns }: MarketSeries): number {
  return columns.openTime[0] ?? Infinity;
}

function isStrategy(one: Strategy | StrategyForm): one is Strategy {
  return 'evaluate' in one;
}
