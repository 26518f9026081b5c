import type {
  Calendar,
  Candle,
  CandleFeed,
  CandleProblem,
  Clock,
  CycleStartedEvent,
  Envelope,
  Instrument,
  Phase,
  Stretch,
  Timeframe,
} from '@q/events';
import type { SeriesOutput } from './candle-series.js';
import { CandleSeries } from './candle-series.js';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import type { FeedAnswer } from './feed-desk.js';
import { FeedDesk } from './feed-desk.js';
import { Freshness } from './freshness.js';

export interface DataFetchingOptions {
  readonly feed: CandleFeed;
  readonly clock: Clock;
  readonly calendar: Calendar;
  /** When a symbol trades: the days of its higher candles begin and end with it. */
  readonly sessionOf: (symbol: string) => Instrument['session'];
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  /** How often a request is repeated where the feed says that this can help. */
  readonly retryAttempts: number;
  /** 1 publishes the newest closed candle, n the one n - 1 before it. */
  readonly candleIndex: number;
  /** Base candles that the very first request reaches back. */
  readonly nbrBars: number;
  /** How far the first warm-up cycle reaches back; the ones after it go on from there. */
  readonly warmUpStepMs: number;
  /** A symbol that is put on hold is not asked for; its candles are fetched later. */
  readonly isOnHold: (symbol: string) => boolean;
  /** Whether a candle with the time of the one before it is a candle of its own; else it is reported. */
  readonly keepsDuplicates?: boolean | undefined;
}

/** Asks the feed for what has closed since the last answer, and publishes each closed candle once, higher timeframes first. */
export function dataFetchingService(options: DataFetchingOptions): EventDrivenService {
  const lines = options.symbols.map((symbol) => openLine(symbol, options));
  const lineOf = (symbol: string): Line | undefined => {
    for (const line of lines) if (line.candles.symbol === symbol) return line;
    return undefined;
  };
  /** Whose candles do not come in the cycles of a stretch, asked of the one that leads. */
  const silentIn = ({ isLeader, symbol, followers }: Stretch): readonly Line[] => {
    if (!isLeader || lines.length === followers.length + 1) return NO_LINES;
    return lines.filter(
      ({ candles }) => candles.symbol !== symbol && followers.every((other) => other.symbol !== candles.symbol),
    );
  };
  return defineService({
    name: 'DataFetchingService',
    produces: ['DataFetched', 'NewCandle', 'DataFetchError', 'FeedStale'],
    on: {
      CycleStarted(cycle, emit, envelope) {
        for (const { candles, desk } of lines) {
          const { symbol, base, baseMs } = candles;
          if (options.isOnHold(symbol)) continue;
          const reachMs = cycle.phase === 'warm-up' ? options.warmUpStepMs : options.nbrBars * baseMs;
          // Kept from the first request on: where that one fails, the next asks for its candles too.
          const after = (candles.answeredUntil ??= cycle.instant - reachMs);
          desk.ask({ symbol, timeframe: base, after, until: cycle.instant }, { emit, envelope });
        }
      },
    },
    stretch: {
      limit(stretch) {
        const line = lineOf(stretch.symbol);
        if (line === undefined || line.desk.isWaiting || options.isOnHold(stretch.symbol)) stretch.shorten(0);
        else line.candles.limit(stretch);
        for (const silent of silentIn(stretch)) limitToSilence(silent, stretch, options);
      },
      look(stretch) {
        lineOf(stretch.symbol)?.candles.look(stretch);
      },
      take(stretch) {
        options.feed.passed?.(stretch.symbol, stretch.ahead);
        lineOf(stretch.symbol)?.candles.takeStretch(stretch);
        for (const { candles } of silentIn(stretch)) candles.answeredUntil = stretch.lastClose;
      },
    },
    stop() {
      for (const { desk } of lines) desk.forget();
    },
    restart(_emit, { symbol }) {
      for (const line of lines) if (symbol === undefined || line.candles.symbol === symbol) line.desk.forget();
    },
  });
}

/** What an answer belongs to: it may come long after the cycle that asked. */
interface Asked {
  readonly emit: Emit<'DataFetched' | 'NewCandle' | 'DataFetchError' | 'FeedStale'>;
  readonly envelope: Envelope<CycleStartedEvent>;
}

interface Line {
  readonly candles: CandleSeries;
  readonly freshness: Freshness;
  readonly desk: FeedDesk<Asked>;
}

const NO_LINES: readonly Line[] = [];

/** Shortens a stretch of other symbols to the cycles in which nothing is told of a symbol whose candles do not come. */
function limitToSilence(
  { candles, freshness, desk }: Line,
  stretch: Stretch,
  { isOnHold }: Pick<DataFetchingOptions, 'isOnHold'>,
): void {
  if (desk.isWaiting || isOnHold(candles.symbol)) return stretch.shorten(0);
  candles.limitWithout(stretch);
  const { lastClose } = candles;
  if (lastClose === undefined || stretch.count === 0) return;
  stretch.shorten(stretch.closingBefore(freshness.quietUntil(lastClose, stretch.closeTime(0))));
}

function openLine(symbol: string, options: DataFetchingOptions): Line {
  const { feed, clock, timeframes, candleIndex, calendar, keepsDuplicates } = options;
  const base = feed.baseTimeframe(symbol);
  if (base === undefined) throw new Error(`the feed has no candles of "${symbol}"`);
  const session = options.sessionOf(symbol);
  const candles = new CandleSeries({ symbol, session, base, timeframes, candleIndex, keepsDuplicates });
  const delayMs = (candleIndex - 1) * candles.baseMs;
  const freshness = new Freshness({ calendar, symbol, timeframeMs: candles.baseMs, delayMs });
  return {
    candles,
    freshness,
    desk: new FeedDesk(options, new CandlePublisher(candles, freshness, { delayMs, clock })),
  };
}

/** Turns answers into events. A candle is late when the next one has closed, be it because of a late cycle or of a late answer. */
class CandlePublisher implements FeedAnswer<Asked>, SeriesOutput {
  readonly #series: CandleSeries;
  readonly #freshness: Freshness;
  readonly #delayMs: number;
  readonly #clock: Clock;
  /** What the present answer belongs to. */
  #asked: Asked | undefined;
  #now = 0;
  #hasPublished = false;

  constructor(
    series: CandleSeries,
    freshness: Freshness,
    { delayMs, clock }: { readonly delayMs: number; readonly clock: Clock },
  ) {
    this.#series = series;
    this.#freshness = freshness;
    this.#delayMs = delayMs;
    this.#clock = clock;
  }

  candles(candles: readonly Candle[], completeUntil: number, asked: Asked): void {
    const { symbol, base } = this.#series;
    const { emit, envelope } = asked;
    this.#asked = asked;
    this.#now = Math.max(envelope.event.instant, this.#clock.now());
    this.#hasPublished = false;
    if (candles.length > 0) emit({ type: 'DataFetched', symbol, timeframe: base, count: candles.length }, envelope);
    this.#series.take(candles, completeUntil, this);
    this.#tellIfStale(asked, this.#hasPublished);
  }

  failed(message: string, attempts: number, asked: Asked): void {
    const { symbol, base } = this.#series;
    const failure = { symbol, timeframe: base, reason: 'feed_failed', message, attempts } as const;
    asked.emit({ type: 'DataFetchError', ...failure }, asked.envelope);
    this.#tellIfStale(asked, false);
  }

  closed(timeframe: Timeframe, candle: Candle): void {
    if (this.#asked === undefined) return;
    const { emit, envelope } = this.#asked;
    const { symbol, baseMs } = this.#series;
    const cyclePhase = envelope.event.phase;
    this.#hasPublished = true;
    const isLate = candle.closeTime + this.#delayMs + baseMs <= this.#now;
    const phase: Phase = cyclePhase === 'live' && isLate ? 'late' : cyclePhase;
    emit({ type: 'NewCandle', symbol, timeframe, candle, phase }, envelope);
  }

  bad(candle: Candle, problem: CandleProblem): void {
    const { symbol, base } = this.#series;
    const opened = Number.isFinite(candle.openTime) ? new Date(candle.openTime).toISOString() : 'no time';
    const message = `${symbol} ${base}: the candle of ${opened} is not used: ${problem}`;
    this.#asked?.emit(
      { type: 'DataFetchError', symbol, timeframe: base, reason: problem, message, candle },
      this.#asked.envelope,
    );
  }

  #tellIfStale({ emit, envelope }: Asked, hasPublished: boolean): void {
    const { lastClose, symbol, base } = this.#series;
    const { instant } = envelope.event;
    if (lastClose === undefined) return;
    // A higher candle that merely ran out must not pass for a sign of life: it is followed by the same news again.
    if (!this.#freshness.becameStale(lastClose, instant) && !(hasPublished && this.#freshness.isStale)) return;
    const ageMs = instant - lastClose;
    emit({ type: 'FeedStale', symbol, timeframe: base, lastCloseTime: lastClose, ageMs }, envelope);
  }
}
