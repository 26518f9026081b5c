import type { Clock, DataFetchErrorEvent } from '@q/events';
import { boundedBy } from './label-bounds.js';
import type { MetricKit, Sample } from './metric-kit.js';
import type { SystemReaders } from './system-reading.js';
import type { Watch } from './watched-events.js';

const REASONS: Readonly<Record<DataFetchErrorEvent['reason'], true>> = {
  feed_failed: true,
  not_a_number: true,
  not_positive: true,
  high_below_low: true,
  outside_range: true,
  negative_volume: true,
  out_of_order: true,
  duplicate: true,
  overlapping: true,
  not_closed: true,
};
const reasonLabel = boundedBy(Object.keys(REASONS));
const labels = ['symbol', 'timeframe'] as const;

interface Feed {
  readonly symbol: string;
  isStale: boolean;
  /** Close time of the newest candle by timeframe, ms UTC. */
  readonly closeTimes: Map<string, number>;
}

export interface FeedFiguresOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** The traded symbols: others have no figures. */
  readonly symbols: readonly string[];
}

/** The feed: how many candles came, how old the newest is, and what was wrong. */
export function feedFigures(kit: MetricKit, { ledger }: SystemReaders, { clock, symbols }: FeedFiguresOptions): Watch {
  const feeds = new Map<string, Feed>(
    symbols.map((symbol) => [symbol, { symbol, isStale: false, closeTimes: new Map<string, number>() }]),
  );
  const read =
    (value: (closeTime: number) => number): (() => Iterable<Sample<'symbol' | 'timeframe'>>) =>
    () =>
      [...feeds.values()].flatMap(({ symbol, closeTimes }) =>
        [...closeTimes].map(([timeframe, closeTime]) => [value(closeTime), { symbol, timeframe }] as const),
      );
  const candles = (what: 'published' | 'bad') => () =>
    ledger()
      .candles.filter(({ symbol }) => feeds.has(symbol))
      .map(({ symbol, timeframe, [what]: count }) => [count, { symbol, timeframe }] as const);

  kit.readCounter(
    { name: 'feed_candles_total', help: 'Closed candles that were published.', labels },
    candles('published'),
  );
  kit.readCounter(
    { name: 'feed_bad_candles_total', help: 'Candles that came from the feed and were not usable.', labels },
    candles('bad'),
  );
  kit.gauge(
    {
      name: 'feed_last_candle_timestamp_seconds',
      help: 'Close time of the newest candle, in seconds since 1970 UTC.',
      labels,
    },
    read((closeTime) => closeTime / 1_000),
  );
  kit.gauge(
    {
      name: 'feed_age_seconds',
      help: 'Time since the newest candle closed, by the clock of the run; it grows while the market is closed.',
      labels,
    },
    read((closeTime) => Math.max(0, clock.now() - closeTime) / 1_000),
  );
  kit.gauge(
    {
      name: 'feed_stale',
      help: 'Whether candles of the symbol fail to come while its market is open: 1 or 0.',
      labels: ['symbol'],
    },
    () => [...feeds.values()].map(({ symbol, isStale }) => [Number(isStale), { symbol }] as const),
  );
  const errors = kit.counter({
    name: 'feed_errors_total',
    help: 'Requests that the feed did not answer, and candles that were not usable, by reason.',
    labels: ['reason'],
  });
  for (const reason of Object.keys(REASONS)) errors.inc({ reason }, 0);

  return {
    // Told of every candle: numbers are kept, and nothing is made.
    NewCandle({ symbol, timeframe, candle }) {
      const feed = feeds.get(symbol);
      if (feed === undefined) return;
      feed.isStale = false;
      feed.closeTimes.set(timeframe, candle.closeTime);
    },
    FeedStale({ symbol }) {
      const feed = feeds.get(symbol);
      if (feed !== undefined) feed.isStale = true;
    },
    DataFetchError: ({ reason }) => errors.inc({ reason: reasonLabel(reason) }),
  };
}
