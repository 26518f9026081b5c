import type { Envelope, TradingEvent } from '@q/events';
import type { EventDrivenService } from '@q/services';
import type { RestartBudgetOptions } from './restart-budget.js';
import { RestartBudget } from './restart-budget.js';

export type LaneStatus = 'running' | 'restarting' | 'failed';

/** One service on one symbol; the symbol is empty for events that have none. */
export interface Lane {
  readonly symbol: string;
  readonly budget: RestartBudget;
  status: LaneStatus;
  consecutiveFailures: number;
  failures: number;
  restarts: number;
  lastError: string | undefined;
  /** When it last handled an event without failing, ms UTC. */
  lastProgressAt: number | undefined;
  /** Events that must not be lost and came while it was away, oldest first. */
  missed: Envelope[];
  cancelRestart: (() => void) | undefined;
}

export type ServiceStatus = 'initializing' | 'running' | 'stopped' | 'failed';

/** A service and what the supervisor knows of it. */
export class SupervisedService {
  readonly service: EventDrivenService;
  /** Whether it falls silent when no candle comes. */
  readonly isFedByCandles: boolean;
  status: ServiceStatus = 'initializing';
  startedAt: number | undefined;
  handled = 0;
  /** Time spent handling events, and the longest of one, where that is measured. */
  readonly handling = { ms: 0, longestMs: 0, isMeasured: false };
  /** Whether a lane is away, or has failed and not worked since. */
  isTroubled = false;
  readonly #budget: RestartBudgetOptions;
  readonly #lanes = new Map<string, Lane>();
  #list: readonly Lane[] = [];
  #lastLane: Lane | undefined;

  constructor(service: EventDrivenService, budget: RestartBudgetOptions) {
    this.service = service;
    this.isFedByCandles =
      service.produces.includes('IndicatorsCalculated') || service.consumes.includes('IndicatorsCalculated');
    this.#budget = budget;
  }

  get lanes(): readonly Lane[] {
    return this.#list;
  }

  tookMs(ms: number): void {
    const { handling } = this;
    handling.isMeasured = true;
    handling.ms += ms;
    if (ms > handling.longestMs) handling.longestMs = ms;
  }

  lookWhetherTroubled(): void {
    this.isTroubled = this.#list.some((lane) => lane.status !== 'running' || lane.consecutiveFailures > 0);
  }

  laneOf(symbol: string): Lane {
    // Events of one symbol come in runs: the look-up is mostly spared.
    if (this.#lastLane?.symbol === symbol) return this.#lastLane;
    const lane = this.#lanes.get(symbol) ?? this.#addLane(symbol);
    this.#lastLane = lane;
    return lane;
  }

  #addLane(symbol: string): Lane {
    const lane: Lane = {
      symbol,
      budget: new RestartBudget(this.#budget),
      status: 'running',
      consecutiveFailures: 0,
      failures: 0,
      restarts: 0,
      lastError: undefined,
      lastProgressAt: undefined,
      missed: [],
      cancelRestart: undefined,
    };
    this.#lanes.set(symbol, lane);
    this.#list = [...this.#list, lane];
    return lane;
  }
}

/** Whether an event of a type shows that the service is not stuck: one that lives on candles shows it by them alone. */
export function showsProgress({ isFedByCandles }: SupervisedService, type: TradingEvent['type']): boolean {
  return isFedByCandles && (type === 'NewCandle' || type === 'IndicatorsCalculated');
}

/** The symbol an event is about; empty where it is about none. */
export function symbolOf(event: TradingEvent): string {
  // A plain read costs less than asking first whether it is there, and this is asked for every event.
  return (event as { readonly symbol?: string }).symbol ?? '';
}
