import type { SimulatedBrokerOptions, TradingCosts } from '@q/brokers';
import { CandleColumns, createReplayFeed, createSimulatedBroker, feedThroughMarket } from '@q/brokers';
import type { ConfigInput, SystemConfig } from '@q/config';
import { defineConfig } from '@q/config';
import type { Broker, Candle, CandleFeed, Clock, Envelope, EventOf, EventType, Journal, TradingEvent } from '@q/events';
import { timeframeMs, VirtualClock } from '@q/events';
import { memoryJournal } from '@q/journal';
import type { Sockets } from '@q/orchestrator';
import { TradingOrchestrator } from '@q/orchestrator';
import type { IndicatorParams, StrategyDefinition } from '@q/trading';
import { strategyDefinitionSchema } from '@q/trading';
import { PolledClock } from './polled-clock.js';

export const MINUTE_MS = 60_000;
/** A Monday, 08:00 UTC: the markets are open. */
export const START = Date.UTC(2025, 0, 6, 8);
export const at = (minute: number): number => START + minute * MINUTE_MS;

const NO_COSTS: TradingCosts = { spreadPips: 0, slippagePips: 0, commissionPerLot: 0 };

export interface FlowOptions {
  /** Candles of the base timeframe, by symbol. */
  readonly candles: Readonly<Record<string, readonly Candle[]>>;
  readonly config?: Partial<ConfigInput>;
  readonly strategies?: Readonly<Record<string, readonly StrategyDefinition[]>>;
  readonly indicators?: Readonly<Record<string, Readonly<Record<string, IndicatorParams>>>>;
  readonly costs?: TradingCosts;
  readonly loses?: SimulatedBrokerOptions['loses'];
  /** A clock that is polled begins at this instant; without it the run is virtual. */
  readonly polledFrom?: number;
  readonly sockets?: Partial<Sockets>;
  /** Puts something between the recorded candles and the market. */
  readonly wrapFeed?: (feed: CandleFeed) => CandleFeed;
  /** Puts something between the system and the market. */
  readonly wrapBroker?: (venue: Broker) => Broker;
}

/** A whole system over hand-made candles: simulated broker, memory journal, every event kept. */
export class Flow {
  readonly clock: Clock;
  readonly polled: PolledClock | undefined;
  readonly config: SystemConfig;
  readonly journal: Journal = memoryJournal();
  readonly orchestrator: TradingOrchestrator;
  readonly envelopes: Envelope[] = [];

  constructor(options: FlowOptions) {
    this.polled = options.polledFrom === undefined ? undefined : new PolledClock(options.polledFrom);
    this.clock = this.polled ?? new VirtualClock(START);
    this.config = configOf(options);
    const venue = createSimulatedBroker({
      clock: this.clock,
      instruments: this.config.instruments,
      account: this.config.account,
      costs: () => options.costs ?? NO_COSTS,
      ...(options.loses === undefined ? {} : { loses: options.loses }),
    });
    const series = Object.entries(options.candles).map(([symbol, candles]) => ({
      symbol,
      timeframe: '1' as const,
      columns: CandleColumns.of(candles),
    }));
    const recorded = createReplayFeed({ series });
    this.orchestrator = new TradingOrchestrator(this.config, {
      clock: this.clock,
      feed: feedThroughMarket(options.wrapFeed?.(recorded) ?? recorded, venue),
      broker: options.wrapBroker?.(venue) ?? venue,
      history: this.journal,
      ...options.sockets,
    });
    this.orchestrator.bus.subscribe('*', (_event, envelope) => void this.envelopes.push(envelope), {
      name: 'Recorder',
    });
  }

  /** Runs to the end of the data, or for so many polls, and stops. */
  async run(maxIterations?: number): Promise<this> {
    const running = this.orchestrator.run(maxIterations === undefined ? {} : { maxIterations });
    await (this.polled?.drive(running) ?? running);
    const stopping = this.orchestrator.stop();
    await (this.polled?.drive(stopping) ?? stopping);
    return this;
  }

  get events(): readonly TradingEvent[] {
    return this.envelopes.map(({ event }) => event);
  }

  get types(): readonly EventType[] {
    return this.events.map(({ type }) => type);
  }

  of<T extends EventType>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  envelopesOf(type: EventType): readonly Envelope[] {
    return this.envelopes.filter(({ event }) => event.type === type);
  }

  count(type: EventType): number {
    return this.envelopesOf(type).length;
  }

  /** From an event back to its root, types only. */
  chainOf(envelope: Envelope | undefined): readonly EventType[] {
    const byId = new Map(this.envelopes.map((one) => [one.id, one]));
    const chain: EventType[] = [];
    for (let link = envelope; link !== undefined; link = byId.get(link.causationId)) chain.push(link.event.type);
    return chain;
  }

  /** What the run's history holds, types only. */
  get history(): readonly string[] {
    return [...this.journal.scan(0)].map(({ type }) => String(type));
  }
}

export function configOf({ config, candles, strategies = {}, indicators = {} }: FlowOptions): SystemConfig {
  const written = defineConfig({ trading: { symbols: Object.keys(candles), timeframes: ['1'] }, ...config });
  return {
    ...written,
    strategies: {
      ...written.strategies,
      loaded: Object.entries(strategies).flatMap(([symbol, definitions]) =>
        definitions.map((definition) => ({ symbol, file: 'flow', definition })),
      ),
    },
    indicators: {
      ...written.indicators,
      loaded: Object.entries(indicators).map(([name, instances]) => {
        const [symbol = '', timeframe = '1'] = name.split('_');
        return { symbol, timeframe, file: 'flow', instances };
      }),
    },
  };
}

/** Candles of one minute each from their closes; each opens where the one before closed. */
export function candlesFrom(closes: readonly number[], start = START): Candle[] {
  const period = timeframeMs('1');
  return closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    const openTime = start + index * period;
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    return { openTime, closeTime: openTime + period, open, high, low, close, volume: 1, bars: 1 };
  });
}

/** `up` minutes at 1.10, then long signals from 1.20 on: enough rows come first. */
export const RISE = [1.1, 1.1, 1.1, 1.1, 1.2, 1.2, 1.2, 1.2];

type Rules = Readonly<{ long?: string; short?: string }>;

/** A strategy on closes: `close > 1.15` on timeframe 1, or `close > 1.15 @5` on another one. */
export function strategyOf(
  name: string,
  parts: {
    readonly entry: Rules;
    readonly exit?: Rules;
    readonly timeframes?: readonly string[];
    readonly risk?: object;
    readonly enabled?: boolean;
  },
): StrategyDefinition {
  const sets = (rules: Rules | undefined): object | undefined =>
    rules === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(rules).map(([direction, text]) => [direction, { conditions: [conditionOf(text)] }]),
        );
  const exit = sets(parts.exit);
  return strategyDefinitionSchema.parse({
    name,
    timeframes: parts.timeframes ?? ['1'],
    activation: { enabled: parts.enabled ?? true },
    entry: sets(parts.entry),
    ...(exit === undefined ? {} : { exit }),
    risk: { position_sizing: { type: 'fixed', value: 0.01 }, ...parts.risk },
  });
}

function conditionOf(text: string): object {
  const [rule = '', timeframe = '1'] = text.split(' @');
  const [signal, operator, value] = rule.split(' ');
  return { signal, operator, value: Number.isNaN(Number(value)) ? value : Number(value), timeframe };
}

export const BUY_HIGH = strategyOf('buy-high', { entry: { long: 'close > 1.15' }, exit: { long: 'close < 1.05' } });
