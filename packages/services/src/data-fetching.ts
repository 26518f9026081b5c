import type {
  Calendar,
  Candle,
  CandleFeed,
  CandleInbox,
  Clock,
  CycleStartedEvent,
  Envelope,
  Phase,
  Timeframe,
} from '@q/events';
import { CandleSeries } from './candle-series.js';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';

export interface DataFetchingOptions {
  readonly feed: CandleFeed;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  /** How often a request is repeated where the feed says that this can help. */
  readonly retryAttempts: number;
  readonly candleIndex: number;
  /** Base candles that the very first request reaches back. */
  readonly nbrBars: number;
  /** Base candles that a warm-up cycle reaches back. */
  readonly warmUpBars: (symbol: string) => number;
  /** A symbol that is put on hold is not asked for; its candles are fetched later. */
  readonly isOnHold: (symbol: string) => boolean;
}

type Produces = 'DataFetched' | 'NewCandle' | 'DataFetchError' | 'FeedStale';

const FIRST_RETRY_MS = 500;
const REQUEST_TIMEOUT_MS = 30_000;
const NO_ANSWER = `the feed did not answer for ${REQUEST_TIMEOUT_MS / 1_000} s`;
const STALE_TIMEFRAMES = 2.5;
const STALE_AT_LEAST_MS = 10_000;

/** Asks the feed for what has closed since the last answer, and publishes each closed candle once, higher timeframes first. */
export function dataFetchingService(options: DataFetchingOptions): EventDrivenService {
  const series = options.symbols.map((symbol) => openSeries(symbol, options));
  return defineService({
    name: 'DataFetchingService',
    produces: ['DataFetched', 'NewCandle', 'DataFetchError', 'FeedStale'],
    on: {
      CycleStarted(_cycle, emit, envelope) {
        for (const one of series)
          if (!options.isOnHold(one.candles.symbol)) fetch(one, { options, emit, envelope, attempt: 0 });
      },
    },
    restart(_emit, { symbol }) {
      for (const one of series) if (symbol === undefined || one.candles.symbol === symbol) forgetRequest(one);
    },
  });
}

interface Series {
  readonly candles: CandleSeries;
  /** A request is out: another one would bring the same candles twice. */
  inFlight: boolean;
  /** Counts requests, so that an answer to one that was given up is told from the answer to the present one. */
  inbox: number;
  cancelTimeout: (() => void) | undefined;
  isStale: boolean;
}

interface Fetch {
  readonly options: DataFetchingOptions;
  readonly emit: Emit<Produces>;
  readonly envelope: Envelope<CycleStartedEvent>;
  readonly attempt: number;
}

function forgetRequest(series: Series): void {
  series.inFlight = false;
  series.inbox += 1;
  series.cancelTimeout?.();
  series.cancelTimeout = undefined;
}

function openSeries(symbol: string, { feed, timeframes, candleIndex }: DataFetchingOptions): Series {
  const base = feed.baseTimeframe(symbol);
  if (base === undefined) throw new Error(`the feed has no candles of "${symbol}"`);
  return {
    candles: new CandleSeries({ symbol, base, timeframes, candleIndex }),
    inFlight: false,
    inbox: 0,
    cancelTimeout: undefined,
    isStale: false,
  };
}

function fetch(series: Series, fetching: Fetch): void {
  if (series.inFlight) return;
  const { symbol, base, baseMs, answeredUntil } = series.candles;
  const { options, envelope } = fetching;
  const until = envelope.event.instant;
  const reach = envelope.event.phase === 'warm-up' ? options.warmUpBars(symbol) : options.nbrBars;
  series.inFlight = true;
  const inbox = inboxOf(series, fetching);
  const request = { symbol, timeframe: base, after: answeredUntil ?? until - reach * baseMs, until };
  try {
    options.feed.request(request, inbox);
  } catch (error) {
    inbox.failed({ message: error instanceof Error ? error.message : String(error), retryable: true });
  }
  // A feed that answers at once needs no timer; one that never answers must not silence its symbol for ever.
  if (series.inFlight)
    series.cancelTimeout = options.clock.setTimer(REQUEST_TIMEOUT_MS, () =>
      inbox.failed({ message: NO_ANSWER, retryable: true }),
    );
}

function inboxOf(series: Series, fetching: Fetch): CandleInbox {
  const { emit, envelope, options, attempt } = fetching;
  const { symbol, base } = series.candles;
  let isOpen = true;
  /** Only the first answer counts: after a time-out or a restart the candles are asked for again. */
  const answered = (): boolean => {
    if (!isOpen || series.inbox !== inboxNumber) return true;
    isOpen = false;
    series.inFlight = false;
    series.cancelTimeout?.();
    series.cancelTimeout = undefined;
    return false;
  };
  const inboxNumber = (series.inbox += 1);
  return {
    candles(candles, completeUntil) {
      if (answered()) return;
      if (candles.length > 0) emit({ type: 'DataFetched', symbol, timeframe: base, count: candles.length }, envelope);
      publish(series, candles, completeUntil, fetching);
      watchFreshness(series, fetching);
    },
    failed({ message, retryable }) {
      if (answered()) return;
      if (retryable && attempt < options.retryAttempts) {
        const again = (): void => fetch(series, { ...fetching, attempt: attempt + 1 });
        options.clock.setTimer(FIRST_RETRY_MS * 2 ** attempt, again);
        return;
      }
      emit(
        { type: 'DataFetchError', symbol, timeframe: base, reason: 'feed_failed', message, attempts: attempt + 1 },
        envelope,
      );
      watchFreshness(series, fetching);
    },
  };
}

function publish(
  series: Series,
  candles: readonly Candle[],
  completeUntil: number,
  { emit, envelope, options }: Fetch,
): void {
  const { symbol, base, baseMs } = series.candles;
  const newestDue = envelope.event.instant - options.candleIndex * baseMs;
  series.candles.take(candles, completeUntil, {
    closed(timeframe, candle) {
      const phase: Phase =
        envelope.event.phase === 'live' && candle.closeTime <= newestDue ? 'late' : envelope.event.phase;
      emit({ type: 'NewCandle', symbol, timeframe, candle, phase }, envelope);
    },
    bad(candle, problem) {
      const message = `${symbol} ${base}: the candle of ${new Date(candle.openTime).toISOString()} is not used: ${problem}`;
      emit({ type: 'DataFetchError', symbol, timeframe: base, reason: problem, message, candle }, envelope);
    },
  });
}

/** Tells once when an open market has been silent for longer than its timeframe allows. */
function watchFreshness(series: Series, { emit, envelope, options }: Fetch): void {
  const { symbol, base, baseMs, lastClose } = series.candles;
  if (lastClose === undefined) return;
  const { instant } = envelope.event;
  const allowed = Math.max(STALE_TIMEFRAMES * baseMs, STALE_AT_LEAST_MS) + (options.candleIndex - 1) * baseMs;
  const ageMs = instant - lastClose;
  if (ageMs <= allowed) {
    series.isStale = false;
    return;
  }
  const silentSince = options.calendar.nextOpen(symbol, lastClose) ?? instant;
  if (series.isStale || !options.calendar.isOpen(symbol, instant) || instant - silentSince <= allowed) return;
  series.isStale = true;
  emit({ type: 'FeedStale', symbol, timeframe: base, lastCloseTime: lastClose, ageMs }, envelope);
}
