import type { TickColumns } from '@q/brokers';
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
import { checkRequest } from './check-request.js';
import { dataLedger } from './data-ledger/data-ledger.js';
import { demandCoverage } from './data-ledger/demand-coverage.js';
import type { SymbolLedger } from './data-ledger/symbol-ledger.js';
import { watchingStrategies } from './data-ledger/watching-strategies.js';
import type { EquityCurve } from './equity-curve.js';
import { EquityRecorder } from './equity-curve.js';
import type { ServiceFailure, StrategyErrors } from './failure-recorder.js';
import { FailureRecorder } from './failure-recorder.js';
import type { PositionLevels } from './level-recorder.js';
import { LevelRecorder } from './level-recorder.js';
import type { MarketSeries } from './market-data.js';
import { marketSeries } from './market-data.js';
import type { OrderRecord } from './order-recorder.js';
import { OrderRecorder } from './order-recorder.js';
import { runResult } from './run-result.js';
import { ConfiguredRestrictions } from './configured-restrictions.js';
import { SwapRecorder } from './swap-recorder.js';
import type { Trade } from './trade-recorder.js';
import { TradeRecorder } from './trade-recorder.js';
import { withSwaps } from './with-swaps.js';

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
  /** Stops and targets of the positions that had any, in the order in which they were opened. */
  readonly levels: readonly PositionLevels[];
  readonly openPositions: number;
  readonly figures: RunFigures;
  /** What the run was given of each traded symbol: coverage, gaps, and whatever is wrong with the rows. */
  readonly data: readonly SymbolLedger[];
  /** Interest for positions that were carried over a rollover, where there was any: no part of fills and trades, but of the balance. */
  readonly swaps?: readonly (SwapBooking & { readonly at: number })[];
  /** Services that were given up, where any was: a strategy that throws on every candle is not asked to the end of the data. */
  readonly failures?: readonly ServiceFailure[];
  /** Strategies that threw, where any did, with how often: also those that were not given up, because it worked again in between. */
  readonly strategyErrors?: readonly StrategyErrors[];
  /** Why the run ended before its data, where it did. */
  readonly haltedBecause?: string;
}

/**
 * Runs the whole system, the same services as in paper and live, over given candles on a virtual clock.
 * @throws ConfigError where the configuration cannot be run, Error where candles or strategies do not fit it, CandleDataError where a
 * symbol has no usable candle, or less of them than `backtest.min_coverage_percent` demands and gaps are not allowed
 */
export function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  return runSystem(request, (config, series) => checkedData(request, config, series));
}

/** The same over data that are known to be usable: they are not looked at again, and the result tells nothing of them. For this package only. */
export function runOnUsableData(request: BacktestRequest): Promise<BacktestResult> {
  return runSystem(request, () => []);
}

/**
 * What a run over these data would be told of them, without running.
 * @throws as `runBacktest` does where they are too few
 */
export function checkBacktestData(request: BacktestRequest): readonly SymbolLedger[] {
  checkRequest(request);
  const config = backtestConfig(request);
  const series = Object.entries(request.candles).map(([symbol, candles]) => marketSeries(symbol, candles));
  demandSymbols(config, series);
  return checkedData(request, config, series);
}

type Judge = (config: SystemConfig, series: readonly MarketSeries[]) => readonly SymbolLedger[];

async function runSystem(request: BacktestRequest, judge: Judge): Promise<BacktestResult> {
  checkRequest(request);
  const config = backtestConfig(request);
  const series = Object.entries(request.candles).map(([symbol, candles]) => marketSeries(symbol, candles));
  demandSymbols(config, series);
  const orchestrator = assemble(request, config, series);
  const data = judge(config, series);
  const { bus } = orchestrator;
  const swaps = new SwapRecorder(bus);
  const [trades, orders] = [new TradeRecorder(bus, swaps), new OrderRecorder(bus)];
  // Commonly every candle of the longest series changes the account once at most.
  const equity = new EquityRecorder(bus, Math.max(...series.map(({ columns }) => columns.length)));
  const { levels } = new LevelRecorder(bus);
  const recorder = new FailureRecorder(bus);
  request.onBus?.(bus);
  try {
    await orchestrator.run({
      onProgress: (instant) => {
        if (request.onProgress?.(instant) === 'stop') void orchestrator.stop();
      },
    });
  } finally {
    await orchestrator.stop();
  }
  const { figures, haltedBecause } = orchestrator;
  const { failures, strategyErrors } = recorder;
  return runResult(
    { trades, orders, equity },
    {
      config,
      levels,
      openPositions: trades.openCount,
      figures,
      data,
      ...(swaps.swaps.length === 0 ? {} : { swaps: swaps.swaps }),
      ...(failures.length === 0 ? {} : { failures }),
      ...(strategyErrors.length === 0 ? {} : { strategyErrors }),
      ...(haltedBecause === undefined ? {} : { haltedBecause }),
    },
  );
}

function backtestConfig({ config, swaps }: BacktestRequest): SystemConfig {
  const complete = isComplete(config) ? config : defineConfig(config);
  return { ...withSwaps(complete, swaps), mode: 'backtest' };
}

function isComplete(config: BacktestRequest['config']): config is SystemConfig {
  return config.strategies !== undefined && 'loaded' in config.strategies;
}

function demandSymbols({ trading }: SystemConfig, series: readonly MarketSeries[]): void {
  const without = trading.symbols.filter((symbol) => !series.some((one) => one.symbol === symbol));
  if (without.length > 0) throw new Error(`there are no candles of ${without.join(', ')}, which trading.symbols lists`);
}

function checkedData(
  { from, to, duplicates, strategies, allowGaps = false }: BacktestRequest,
  config: SystemConfig,
  series: readonly MarketSeries[],
): readonly SymbolLedger[] {
  const watching = watchingStrategies(config, strategies);
  const ledger = dataLedger(series, { config, strategies: watching, from, to, keepsDuplicates: duplicates === 'keep' });
  demandCoverage(ledger, { leastPercent: config.backtest.min_coverage_percent, allowGaps });
  return ledger;
}

function assemble(
  {
    strategies = {},
    services = [],
    from,
    to,
    duplicates,
    history,
    restrictionsAt,
    monotonicMs,
    turnEventLoop,
  }: BacktestRequest,
  config: SystemConfig,
  series: readonly MarketSeries[],
): TradingOrchestrator {
  const keepsDuplicates = duplicates === 'keep';
  const restricted = restrictionsAt ?? new ConfiguredRestrictions(undefined).of(config);
  const clock = new VirtualClock(Math.max(from ?? -Infinity, Math.min(...series.map(firstOpen))));
  const venue = createSimulatedBroker({ clock, ticks: ticksOf(series), ...simulatedVenueOf(config) });
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
    services,
    ...(history === undefined ? {} : { history }),
    ...(restricted === undefined ? {} : { restrictionsAt: restricted }),
    ...(monotonicMs === undefined ? {} : { monotonicMs }),
    ...(turnEventLoop === undefined ? {} : { turnEventLoop }),
  });
}

function ticksOf(series: readonly MarketSeries[]): ReadonlyMap<string, TickColumns> {
  const known = series.flatMap(({ symbol, columns: { ticks } }) =>
    ticks === undefined ? [] : [[symbol, ticks] as const],
  );
  return new Map(known);
}

function firstOpen({ columns }: MarketSeries): number {
  return columns.openTime[0] ?? Infinity;
}

function isStrategy(one: Strategy | StrategyForm): one is Strategy {
  return 'evaluate' in one;
}
