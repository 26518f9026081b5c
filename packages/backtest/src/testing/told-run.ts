import { createReplayFeed, createSimulatedBroker, feedThroughMarket } from '@q/brokers';
import { defineConfig, simulatedVenueOf } from '@q/config';
import type { CandleFeed, EventType } from '@q/events';
import { VirtualClock } from '@q/events';
import { memoryJournal } from '@q/journal';
import { TradingOrchestrator } from '@q/orchestrator';
import { sessionCalendar } from '@q/trading';
import { EquityRecorder } from '../equity-curve.js';
import { LevelRecorder } from '../level-recorder.js';
import { marketSeries } from '../market-data.js';
import { OrderRecorder } from '../order-recorder.js';
import { SwapRecorder } from '../swap-recorder.js';
import { TradeRecorder } from '../trade-recorder.js';
import { withSwaps } from '../with-swaps.js';
import type { RandomJob } from './random-job.js';

/** Everything that can be known of a run, each part as one text; `together` counts the cycles that came in `stretches`. */
export interface ToldRun {
  readonly parts: Readonly<Record<string, string>>;
  readonly together: number;
  readonly stretches: number;
  readonly trades: number;
}

interface Listening {
  readonly listensTo?: readonly EventType[];
  /** Whether it is told of each status block. */
  readonly getsStatus?: boolean;
}

/** Runs a job as a backtest does, and asks the whole system about it. @param inStretches whether the feed tells what comes */
export async function toldRun(
  job: RandomJob,
  inStretches: boolean,
  { listensTo = [], getsStatus = true }: Listening = {},
): Promise<ToldRun> {
  const { system, notes, journal } = assemble(job, inStretches);
  const { bus } = system;
  const heard: unknown[] = [];
  if (listensTo.length > 0)
    bus.subscribe(listensTo, (event, { id, at }) => void heard.push([id, at, event, bus.counters]), {
      name: 'Listener',
    });
  let [together, stretches] = [0, 0];
  bus.onStretch({ take: ({ count }) => void ([together, stretches] = [together + count, stretches + 1]) });
  const [equity, swaps] = [new EquityRecorder(bus, 10), new SwapRecorder(bus)];
  const [trades, orders, levels] = [new TradeRecorder(bus, swaps), new OrderRecorder(bus), new LevelRecorder(bus)];
  const status: (readonly string[])[] = [];
  const envelopes = (): unknown =>
    bus.history().map((one) => [one.id, one.at, one.correlationId, one.causationId, one.event]);
  const onStatus = (lines: readonly string[]): void => void status.push(lines);
  await system.run({ ...job.limits, ...(getsStatus ? { onStatus } : {}) });
  const atEnd = { history: envelopes(), health: system.getServiceHealth(), metrics: system.getAllMetrics() };
  await system.stop();
  const { figures, haltedBecause } = system;
  const { curve } = equity;
  const told = {
    ...atEnd,
    historyAfter: envelopes(),
    metricsAfter: system.getAllMetrics(),
    counters: bus.counters,
    evaluations: system.getEvaluations(),
    journal: [...journal.scan(0)],
    heard,
    run: { figures, haltedBecause, notes, status },
    trades: trades.trades,
    orders: [orders.orders, orders.fills, orders.signals, orders.denials],
    levels: levels.levels,
    money: [swaps.swaps, [...curve.at], [...curve.equity], [...curve.balance]],
  };
  const parts = Object.fromEntries(Object.entries(told).map(([part, value]) => [part, textOf(value)]));
  return { parts, together, stretches, trades: trades.trades.length };
}

function assemble({ request, strategies }: RandomJob, inStretches: boolean) {
  const { candles, from, to, duplicates, swaps } = request;
  // The configuration of a job is as a file has it.
  const written = defineConfig(request.config as Parameters<typeof defineConfig>[0]);
  const config = { ...withSwaps(written, swaps), mode: 'backtest' } as const;
  const series = Object.entries(candles).map(([one, given]) => marketSeries(one, given));
  const firstOpen = series[0]?.columns.openTime[0] ?? NaN;
  const clock = new VirtualClock(Math.max(from ?? -Infinity, firstOpen));
  const ticks = new Map(
    series.flatMap(({ symbol: one, columns }) => (columns.ticks ? [[one, columns.ticks] as const] : [])),
  );
  const venue = createSimulatedBroker({ clock, ticks, ...simulatedVenueOf(config) });
  const keepsDuplicates = duplicates === 'keep';
  const feed = feedThroughMarket(createReplayFeed({ series, from, to }), venue, { keepsDuplicates });
  const [notes, journal] = [[] as unknown[], memoryJournal()];
  const system = new TradingOrchestrator(config, {
    clock,
    feed: inStretches ? feed : oneByOne(feed),
    keepsDuplicates,
    broker: venue,
    calendar: sessionCalendar(Object.values(config.instruments)),
    strategies: Object.entries(strategies(notes)).flatMap(([symbol, own]) =>
      own.map((strategy) => ({ symbol, strategy })),
    ),
    history: journal,
  });
  return { system, notes, journal };
}

/** The same feed, which knows nothing of what comes. */
function oneByOne(feed: CandleFeed): CandleFeed {
  return {
    baseTimeframe: (symbol) => feed.baseTimeframe(symbol),
    request: (request, inbox) => feed.request(request, inbox),
    nextClose: (symbol, instant) => feed.nextClose?.(symbol, instant),
    close: () => feed.close(),
  };
}

/** Numbers that are none are told apart, and so is what is missing. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === 'number' && !Number.isFinite(one)) return String(one);
    return one === undefined ? 'undefined' : one;
  });
}
