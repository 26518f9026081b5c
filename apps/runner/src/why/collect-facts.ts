import type { PositionOpenedEvent, StrategyEvaluationErrorEvent } from '@q/events';
import type { HistoryLine, KeptEvent, KeptOf } from './read-history.js';

/** The candle that is asked about. */
export interface Moment {
  readonly symbol: string;
  /** Its close, ms UTC. */
  readonly at: number;
  /** When the run's cycle of it began, and the end of the time that belongs to it, ms UTC. */
  readonly cycleAt: number;
  readonly endsAt: number;
  /** The instant that was asked about, where it is later, ms UTC. */
  readonly until: number;
}

export type Signal = KeptOf<'EntrySignal'> | KeptOf<'ExitSignal'>;
export type Verdict = KeptOf<'OrderApproved'> | KeptOf<'OrderDenied'>;

/** A signal with what the gate said to it; nothing where no order came of it. */
export interface ToldSignal {
  readonly signal: Signal;
  readonly verdicts: readonly Verdict[];
}

export interface OpenPosition extends Pick<
  PositionOpenedEvent,
  'positionId' | 'strategy' | 'direction' | 'volume' | 'entryPrice' | 'openedAt'
> {
  readonly correlationId: string;
}

/** Whether entries of the symbol were blocked, since when and by what; `unknown` where the history does not say. */
export interface TradingState {
  readonly state: 'authorized' | 'blocked' | 'unknown';
  /** ms UTC. */
  readonly since: number | undefined;
  readonly reasons: readonly { readonly reason: string; readonly since: number }[];
}

/** What a history says about a moment. */
export interface Facts {
  readonly trading: TradingState;
  readonly positions: readonly OpenPosition[];
  readonly signals: readonly ToldSignal[];
  readonly errors: readonly StrategyEvaluationErrorEvent[];
  readonly lastEntry: KeptOf<'OrderApproved'> | undefined;
  /** The cycle of the moment, where the history keeps it. */
  readonly correlationId: string | undefined;
  /** What became of positions of the symbol from the moment to the instant that was asked about, of whatever chain. */
  readonly events: readonly KeptEvent[];
}

/** Collects what stood when the strategies were asked, and what came of it. Events are added in the order of the history. */
export class FactCollector {
  readonly #moment: Moment;
  readonly #positions = new Map<string, OpenPosition>();
  readonly #told = new Map<number, { readonly signal: Signal; readonly verdicts: Verdict[] }>();
  readonly #errors: StrategyEvaluationErrorEvent[] = [];
  readonly #events: KeptEvent[] = [];
  #trading: TradingState = { state: 'unknown', since: undefined, reasons: [] };
  #lastEntry: KeptOf<'OrderApproved'> | undefined;
  #cycle: { readonly rank: number; readonly correlationId: string } | undefined;
  #before: Pick<Facts, 'trading' | 'positions'> | undefined;

  constructor(moment: Moment) {
    this.#moment = moment;
  }

  add({ event }: HistoryLine): void {
    if (this.#before === undefined && this.#comesAfter(event)) this.#before = this.#now;
    this.#findCycle(event);
    this.#follow(event);
    if (this.#isOfMoment(event)) this.#keep(event);
  }

  get facts(): Facts {
    return {
      ...(this.#before ?? this.#now),
      signals: [...this.#told.values()],
      errors: this.#errors,
      lastEntry: this.#lastEntry,
      correlationId: this.#cycle?.correlationId,
      events: this.#events,
    };
  }

  get #now(): Pick<Facts, 'trading' | 'positions'> {
    return { trading: this.#trading, positions: [...this.#positions.values()] };
  }

  /** The strategies have been asked: what is told from here on did not stand yet. */
  #comesAfter(event: KeptEvent): boolean {
    return this.#isSignalOfMoment(event) || event.at > this.#moment.endsAt;
  }

  #isSignalOfMoment(event: KeptEvent): event is Signal {
    const isSignal = event.type === 'EntrySignal' || event.type === 'ExitSignal';
    return isSignal && event.symbol === this.#moment.symbol && event.decidedAt === this.#moment.at;
  }

  #isOfMoment(event: KeptEvent): boolean {
    const { symbol, cycleAt, until } = this.#moment;
    return 'symbol' in event && event.symbol === symbol && event.at >= cycleAt && event.at <= until;
  }

  /** A signal says best which cycle it was, then the candle itself, then its instant. */
  #findCycle(event: KeptEvent): void {
    const rank = this.#rankOf(event);
    if (rank > (this.#cycle?.rank ?? 0)) this.#cycle = { rank, correlationId: event.correlationId };
  }

  #rankOf(event: KeptEvent): number {
    const { symbol, at, cycleAt } = this.#moment;
    if (this.#isSignalOfMoment(event)) return 3;
    if (event.type === 'NewCandle') return event.symbol === symbol && event.candle.closeTime === at ? 2 : 0;
    return event.type === 'CycleStarted' && event.instant === cycleAt && !event.idle ? 1 : 0;
  }

  #follow(event: KeptEvent): void {
    const { symbol, at } = this.#moment;
    if (event.type === 'TradingAuthorized' || event.type === 'TradingBlocked') this.#block(event);
    if (this.#isSignalOfMoment(event)) this.#told.set(event.id, { signal: event, verdicts: [] });
    if (!('symbol' in event) || event.symbol !== symbol) return;
    switch (event.type) {
      case 'OrderApproved':
        if (event.order.intent === 'entry' && event.order.decidedAt < at) this.#lastEntry = event;
        return void this.#told.get(event.causationId)?.verdicts.push(event);
      case 'OrderDenied':
        return void this.#told.get(event.causationId)?.verdicts.push(event);
      case 'PositionOpened':
        return void this.#positions.set(event.positionId, event);
      case 'PositionIncreased':
      case 'PositionPartiallyClosed':
        return this.#resize(event);
      case 'PositionClosed':
        return void this.#positions.delete(event.positionId);
      default:
    }
  }

  #resize(event: KeptOf<'PositionIncreased'> | KeptOf<'PositionPartiallyClosed'>): void {
    const position = this.#positions.get(event.positionId);
    if (position === undefined) return;
    const size =
      event.type === 'PositionIncreased'
        ? { volume: event.volume, entryPrice: event.entryPrice }
        : { volume: event.remaining };
    this.#positions.set(event.positionId, { ...position, ...size });
  }

  /** Reasons that name another symbol do not concern this one. */
  #block(event: KeptOf<'TradingAuthorized'> | KeptOf<'TradingBlocked'>): void {
    const known = new Map(this.#trading.reasons.map(({ reason, since }) => [reason, since]));
    const reasons = (event.type === 'TradingBlocked' ? event.reasons : [])
      .filter((reason) => !reason.includes(' ') || reason.endsWith(` ${this.#moment.symbol}`))
      .map((reason) => ({ reason, since: known.get(reason) ?? event.at }));
    const state = reasons.length === 0 ? 'authorized' : 'blocked';
    const since = state === this.#trading.state ? this.#trading.since : event.at;
    this.#trading = { state, since, reasons };
  }

  #keep(event: KeptEvent): void {
    switch (event.type) {
      case 'StrategyEvaluationError':
        this.#errors.push(event);
        return;
      case 'PositionOpened':
      case 'PositionIncreased':
      case 'TakeProfitHit':
      case 'PositionPartiallyClosed':
      case 'StopLossMoved':
      case 'PositionClosed':
      case 'OrderRejected':
      case 'OrderUnknown':
      case 'OrderExpired':
      case 'FeedStale':
        this.#events.push(event);
        return;
      default:
    }
  }
}
