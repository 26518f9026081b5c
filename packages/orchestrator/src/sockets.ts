import type { Broker, Calendar, CandleFeed, Clock, Instrument, Journal, Pace, StateStore } from '@q/events';
import type { EventDrivenService } from '@q/services';
import type { RestrictionVerdict, Strategy } from '@q/trading';
import type { RecordedTurn } from './recorded-turns.js';

/** Everything outside that a system touches. Who makes the system picks them: a virtual clock makes it a backtest. */
export interface Sockets {
  readonly clock: Clock;
  /** Ties a virtual clock to real time; without it a virtual run goes as fast as the data come. */
  readonly pace?: Pace;
  /** What came into an earlier run of the same journal, for a run with a pace: it is made again, at once, before the run goes on. */
  readonly recorded?: Iterable<RecordedTurn>;
  readonly feed: CandleFeed;
  readonly broker: Broker;
  /** Whether a candle with the time of the one before it is a candle of its own, as in recorded data with a known double; else it is reported. */
  readonly keepsDuplicates?: boolean;
  /** When the markets are open; without it they always are. */
  readonly calendar?: Calendar;
  /** Where the event history goes; without it there is none. To a durable one an order is written before it is sent. */
  readonly history?: Journal;
  /** Keeps the automation switch over restarts; without it a run begins with what the configuration says. */
  readonly automationState?: StateStore;
  /** Keeps day start, equity peak, breaches and suspended entries over restarts. */
  readonly riskState?: StateStore;
  /** What forbids entries of an instrument at an instant, made with `compileRestrictions`; without it nothing does. */
  readonly restrictionsAt?: (instant: number, instrument: Instrument) => RestrictionVerdict;
  /** A bot's own strategies in code, made with `defineStrategy`, each on a symbol. */
  readonly strategies?: readonly { readonly symbol: string; readonly strategy: Strategy; readonly enabled?: boolean }[];
  /** A bot's own services, made with `defineService`: supervised like ours, started before them and stopped after them. */
  readonly services?: readonly EventDrivenService[];
  /** A clock that only runs forward, in milliseconds with fractions: delivery times are sampled with it, and a virtual run yields by it. */
  readonly monotonicMs?: () => number;
  /** Lets the event loop turn once: signals and progress get their chance in a virtual run. */
  readonly turnEventLoop?: () => Promise<void>;
  /** Watches that the event loop turns; started by runs on a real clock only. */
  readonly watchdog?: Watchdog;
}

/** Notices a stalled event loop from another thread. */
export interface Watchdog {
  start(): void;
  /** Told which event type is being handled, so that a stall can be blamed. */
  handling(eventType: string): void;
  stop(): Promise<void>;
}
