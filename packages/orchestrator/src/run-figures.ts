import type { EventBus, Stretch, Timeframe } from '@q/events';

/** Candles of one (symbol, timeframe): what came in is what was published and what was reported as bad. */
export interface CandleCount {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** From the feed for its own timeframe; for a higher one, what was built. */
  readonly in: number;
  /** Where the feed's timeframe is not traded: those that went into published higher candles. */
  readonly published: number;
  readonly bad: number;
}

export interface RunFigures {
  readonly cycles: number;
  readonly candles: readonly CandleCount[];
  readonly signals: number;
  readonly ordersPlaced: number;
  readonly ordersDenied: number;
  readonly fills: number;
  readonly positionsOpened: number;
  readonly positionsClosed: number;
  readonly errors: number;
  readonly events: number;
  readonly balance: number | undefined;
  readonly equity: number | undefined;
  readonly currency: string | undefined;
}

interface Count {
  fetched: number;
  published: number;
  /** Base candles in what was published. */
  bars: number;
  bad: number;
}

/** Adds up what a run does, from its events. */
export class RunLedger {
  readonly #bus: EventBus;
  readonly #counts = new Map<string, Map<Timeframe, Count>>();
  /** What was counted last, and of whom: candles of one series come in runs. */
  #lastSymbol: string | undefined;
  #lastTimeframe: Timeframe | undefined;
  #last: Count | undefined;
  #account: { readonly balance: number; readonly equity: number; readonly currency: string } | undefined;

  constructor(bus: EventBus) {
    this.#bus = bus;
    const options = { name: 'RunLedger', takesStretches: true };
    bus.onStretch({ take: (stretch) => this.#take(stretch) });
    bus.subscribe(
      'DataFetched',
      ({ symbol, timeframe, count }) => void (this.#of(symbol, timeframe).fetched += count),
      options,
    );
    bus.subscribe(
      'NewCandle',
      ({ symbol, timeframe, candle }) => {
        const count = this.#of(symbol, timeframe);
        count.published += 1;
        count.bars += candle.bars;
      },
      options,
    );
    bus.subscribe(
      'DataFetchError',
      ({ symbol, timeframe, reason }) => {
        if (reason !== 'feed_failed') this.#of(symbol, timeframe).bad += 1;
      },
      options,
    );
    bus.subscribe('AccountUpdated', ({ account }) => void (this.#account = account), options);
  }

  get figures(): RunFigures {
    const { by_type: byType, events_published: events, handler_errors: handlerErrors } = this.#bus.metrics();
    const published = (type: string): number => byType[type]?.published ?? 0;
    return {
      cycles: published('CycleStarted'),
      candles: this.#candles(),
      signals: published('EntrySignal') + published('ExitSignal'),
      ordersPlaced: published('OrderPlaced'),
      ordersDenied: published('OrderDenied'),
      fills: published('OrderFilled') + published('OrderPartiallyFilled'),
      positionsOpened: published('PositionOpened'),
      positionsClosed: published('PositionClosed'),
      errors: handlerErrors + published('DataFetchError') + published('OrderRejected') + published('OrderUnknown'),
      events,
      balance: this.#account?.balance,
      equity: this.#account?.equity,
      currency: this.#account?.currency,
    };
  }

  #candles(): readonly CandleCount[] {
    return [...this.#counts].flatMap(([symbol, timeframes]) => {
      const inHigher = Math.max(...[...timeframes.values()].map(({ bars }) => bars));
      return [...timeframes].map(([timeframe, { fetched, published: own, bad }]) => {
        const published = own === 0 && fetched > 0 ? inHigher : own;
        return { symbol, timeframe, in: fetched === 0 ? published : fetched, published, bad };
      });
    });
  }

  #take(stretch: Stretch): void {
    const { symbol, timeframe, count, marks, publishesCandles, closes } = stretch;
    const counted = this.#of(symbol, timeframe);
    counted.fetched += count;
    if (publishesCandles) counted.published += count;
    if (publishesCandles) counted.bars += count;
    for (const close of closes) {
      if (close.place >= count) break;
      const higher = this.#of(symbol, close.timeframe);
      higher.published += 1;
      higher.bars += close.candle.bars;
    }
    if (marks === undefined) return;
    this.#account = {
      balance: marks.balance,
      equity: marks.equity[marks.from + (count - 1) * marks.step] ?? NaN,
      currency: marks.currency,
    };
  }

  #of(symbol: string, timeframe: Timeframe): Count {
    if (this.#last !== undefined && symbol === this.#lastSymbol && timeframe === this.#lastTimeframe) return this.#last;
    this.#last = this.#counts.get(symbol)?.get(timeframe) ?? this.#begin(symbol, timeframe);
    this.#lastSymbol = symbol;
    this.#lastTimeframe = timeframe;
    return this.#last;
  }

  #begin(symbol: string, timeframe: Timeframe): Count {
    const timeframes = this.#counts.get(symbol) ?? new Map<Timeframe, Count>();
    const count = { fetched: 0, published: 0, bars: 0, bad: 0 };
    this.#counts.set(symbol, timeframes.set(timeframe, count));
    return count;
  }
}
