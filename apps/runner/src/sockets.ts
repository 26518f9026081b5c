import { basename } from 'node:path';
import type { MarketSeries } from '@q/backtest';
import type { CandleColumns, SyntheticFeed, TickColumns } from '@q/brokers';
import { createReplayFeed, createSimulatedBroker, createSyntheticFeed, feedThroughMarket } from '@q/brokers';
import type { ReplayFeedConfig, SyntheticFeedConfig, SystemConfig } from '@q/config';
import { parseUtc, simulatedVenueOf } from '@q/config';
import type { CandleFeed, Instrument, Pace } from '@q/events';
import { dataPace, systemClock, timeframeMs, VirtualClock, wallPace } from '@q/events';
import type { Sockets } from '@q/orchestrator';
import { sessionCalendar } from '@q/trading';
import { demandTimeframes } from './demand-timeframes.js';
import type { CalendarRecord } from './paper/journaled-calendars.js';
import { JournaledCalendars } from './paper/journaled-calendars.js';
import { pathsOf, readReplayFile } from './replay-file.js';
import { restrictionsOf } from './restrictions.js';

/** A feed with what the plan and the history say of it. */
interface ChosenFeed {
  readonly feed: CandleFeed;
  readonly description: string;
  /** First open and last close of the data, ms UTC; no end in real time. */
  readonly from: number;
  readonly to: number;
  /** What identifies the data: the same text means the same candles. */
  readonly identity: Readonly<Record<string, string>>;
  /** What candles were made of, by symbol, where that is known. */
  readonly ticks: ReadonlyMap<string, TickColumns>;
  /** The rows of recorded data as they were read, whatever range of them is asked for; none of an invented market. */
  readonly recorded: readonly MarketSeries[];
}

export interface ChosenSockets {
  readonly sockets: Sockets;
  readonly feed: ChosenFeed;
  readonly brokerDescription: string;
  /** Of a run with a journal. */
  readonly calendars: JournaledCalendars | undefined;
  /** What the clock shows at its beginning, ms UTC. */
  readonly startedAt: number;
}

/** The mode cannot be run with this configuration: exit code 3. */
export class UnsupportedModeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsupportedModeError';
  }
}

/** Where a paper run has begun that is gone on with, ms UTC. */
export interface PaperStart {
  readonly startedAt: number;
  /** First open of its data. */
  readonly from: number;
  /** What its calendars said. */
  readonly calendars: readonly CalendarRecord[];
}

/**
 * Picks clock, feed and broker by mode. A paper run has the clock of a backtest, tied to real time: so it can be made again.
 * @param folder of the configuration file: where its calendars are
 * @param begun the run that is gone on with
 * @throws UnsupportedModeError, CandleDataError
 */
export function chooseSockets(config: SystemConfig, folder: string, begun?: PaperStart): ChosenSockets {
  const { mode, instruments } = config;
  if (mode === 'live')
    throw new UnsupportedModeError(
      'mode live needs a broker that trades real money, and there is none yet: use backtest or paper',
    );
  const feed =
    config.feed.kind === 'synthetic'
      ? syntheticFeed(config.feed, config, begun?.from)
      : replayFeed(config.feed, config.trading);
  const pace = mode === 'paper' ? paceOf(config.feed) : undefined;
  const startedAt = begun?.startedAt ?? (pace?.followsWall === true ? pace.now() : feed.from);
  const clock = new VirtualClock(startedAt);
  const venue = createSimulatedBroker({ clock, ticks: feed.ticks, ...simulatedVenueOf(config) });
  const calendars =
    mode === 'paper' && config.journal.enabled ? new JournaledCalendars(clock, begun?.calendars ?? []) : undefined;
  const restrictionsAt = restrictionsOf(config, folder, calendars);
  const sockets: Sockets = {
    clock,
    ...(pace === undefined ? {} : { pace }),
    ...(restrictionsAt === undefined ? {} : { restrictionsAt }),
    feed: feedThroughMarket(feed.feed, venue),
    broker: venue,
    calendar: sessionCalendar(Object.values(instruments)),
    monotonicMs: () => performance.now(),
    turnEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
  };
  return { sockets, feed, startedAt, calendars, brokerDescription: venue.description };
}

function paceOf(feed: SystemConfig['feed']): Pace {
  const clock = systemClock();
  const monotonicMs = (): number => performance.now();
  return feed.kind === 'synthetic' ? wallPace(clock, monotonicMs) : dataPace({ clock, monotonicMs, speed: feed.speed });
}

function syntheticFeed(
  { start, days }: SyntheticFeedConfig,
  { seed, mode, trading, instruments }: SystemConfig,
  begunFrom: number | undefined,
): ChosenFeed {
  const symbols = trading.symbols.flatMap((symbol): { instrument: Instrument }[] => {
    const instrument = instruments[symbol];
    return instrument === undefined ? [] : [{ instrument }];
  });
  // In real time the invented market has begun long enough ago for every indicator to be warm.
  const isPaper = mode === 'paper';
  const from = isPaper
    ? (begunFrom ?? Math.floor(Date.now() / DAY_MS - PAPER_HISTORY_DAYS) * DAY_MS)
    : instantOf(start);
  const feed: SyntheticFeed = createSyntheticFeed({
    seed,
    symbols,
    start: from,
    days: isPaper ? PAPER_DAYS : days,
    calendar: sessionCalendar(Object.values(instruments)),
  });
  const identity = Object.fromEntries(
    trading.symbols.map((symbol) => [symbol, `${feed.description}, ${symbol}, from ${from}`]),
  );
  return {
    feed,
    description: feed.description,
    from,
    to: from + days * DAY_MS,
    identity,
    ticks: new Map(),
    recorded: [],
  };
}

const DAY_MS = 86_400_000;
const PAPER_HISTORY_DAYS = 30;
/** Longer than anybody lets it run. */
const PAPER_DAYS = 36_500;

function replayFeed(
  { files, from, to }: ReplayFeedConfig,
  { symbols, timeframes }: SystemConfig['trading'],
): ChosenFeed {
  const read = Object.entries(files).map(([symbol, file]) => ({ symbol, file, ...readReplayFile(file) }));
  for (const { symbol, file, timeframe } of read)
    if (symbols.includes(symbol)) demandTimeframes({ file: pathsOf(file).join(', '), timeframe }, timeframes);
  const recorded = read.map(({ symbol, timeframe, columns }) => ({ symbol, timeframe, columns }));
  const feed = createReplayFeed({
    series: recorded,
    from: from === undefined ? undefined : instantOf(from),
    to: to === undefined ? undefined : instantOf(to),
  });
  const first = Math.min(...read.map(({ columns }) => columns.openTime[0] ?? Infinity));
  const last = Math.max(...read.map(({ columns, timeframe }) => newestOpen(columns) + timeframeMs(timeframe)));
  return {
    feed,
    description: Object.values(files)
      .flatMap(pathsOf)
      .map((path) => basename(path))
      .join(', '),
    from: from === undefined ? first : instantOf(from),
    to: to === undefined ? last : Math.min(last, instantOf(to)),
    identity: Object.fromEntries(read.map(({ symbol, hash }) => [symbol, hash])),
    ticks: new Map(
      read.flatMap(({ symbol, columns: { ticks } }) => (ticks === undefined ? [] : [[symbol, ticks] as const])),
    ),
    recorded,
  };
}

function newestOpen({ openTime, length }: CandleColumns): number {
  return openTime.subarray(0, length).reduce((newest, time) => Math.max(newest, time), -Infinity);
}

function instantOf(text: string): number {
  const instant = parseUtc(text);
  if (instant === undefined) throw new Error(`"${text}" passed the configuration as a time and is none`);
  return instant;
}
