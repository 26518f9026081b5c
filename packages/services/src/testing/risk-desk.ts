import type {
  ApprovedOrder,
  CancelReason,
  ClientOrderId,
  CloseReason,
  Direction,
  EventOf,
  EventType,
  Fill,
  Phase,
  TradingEvent,
} from '@q/events';
import { instrumentSpecs } from '@q/trading';
import type { RiskGateOptions } from '../risk-gate.js';
import { riskGate } from '../risk-gate.js';
import { definitionOf } from './definitions.js';
import { accountOf, fillOf } from './recording-broker.js';
import { MINUTE_MS, ServiceBench, START } from './service-bench.js';

/** An account stop that closes and blocks; `halt` is off. */
export const STOP = {
  dailyLossLimit: 1_000,
  maxDrawdownPercent: 10,
  cooldownMs: 60 * MINUTE_MS,
  dayStart: { time: '00:00:00', offset: '+00:00' },
  closePositions: true,
  blockEntries: true,
  halt: false,
};

/** Rules of three equal entries, 11 pips apart at 1.1, with a stop for all of them; three lots, so one for each. */
export const THREE_LEGS = {
  position_sizing: { type: 'fixed', value: 3 },
  scaling: { entries: 3, spacing: 0.1, sizes: 'equal' },
  sl: { type: 'fixed', value: 100 },
};

/** One lot that waits 20 pips away from the price, with a stop behind it. */
export const WAITING = {
  position_sizing: { type: 'fixed', value: 1, atr_distance: 0.002 },
  sl: { type: 'fixed', value: 100 },
};

interface Signal {
  readonly strategy?: string;
  readonly direction?: Direction;
  readonly price?: number;
}

/** The risk gate alone, with a test as market, venue and position monitor. */
export class RiskDesk {
  readonly bench: ServiceBench;
  #minute = 0;

  constructor(options: Partial<RiskGateOptions> = {}, risk: object = {}) {
    const definition = definitionOf({ risk: { position_sizing: { type: 'fixed', value: 1 }, ...risk } });
    this.bench = new ServiceBench(() =>
      riskGate({
        accountId: 'test',
        accountCurrency: 'USD',
        costsOf: () => ({ spread: 0, slippage: 0, commissionPerLot: 0 }),
        spreadOf: () => undefined,
        dailyLossReaction: 'block_entries',
        maxDrawdownPercent: 0,
        drawdownReaction: 'block_entries',
        instruments: instrumentSpecs,
        strategyOf: () => definition,
        limits: { maxPositions: 10, maxPositionSize: 10 },
        dailyLossLimit: 0,
        accountStop: undefined,
        automationEnabled: true,
        ...options,
      }),
    );
  }

  /** An entry signal of a candle of its own. @returns the orders that it was approved for */
  signal(symbol = 'EURUSD', { strategy = 'test', direction = 'long', price = 1.1 }: Signal = {}) {
    this.#minute += 1;
    const about = { strategy, symbol, timeframe: '1' as const, direction, price, decidedAt: START + this.#minute };
    return this.#ordersOf({ type: 'EntrySignal', ...about });
  }

  /** An exit signal of a candle of its own. @returns the exits that it was approved for */
  exit(symbol = 'EURUSD', { strategy = 'test', direction = 'long', percent }: Signal & { percent?: number } = {}) {
    this.#minute += 1;
    const about = { strategy, symbol, timeframe: '1' as const, direction, price: 1.1, reason: 'exit_signal' as const };
    const part = percent === undefined ? {} : { percent };
    return this.#ordersOf({ type: 'ExitSignal', ...about, decidedAt: START + this.#minute, ...part });
  }

  account(equity: number): void {
    this.bench.publish({ type: 'AccountUpdated', account: accountOf(equity) });
  }

  cycle(instant: number, phase: Phase = 'live'): void {
    this.bench.clock.advanceTo(Math.max(instant, this.bench.clock.now()));
    this.bench.publish({ type: 'CycleStarted', cycle: 1, instant, phase, idle: false });
  }

  automation(enabled: boolean): void {
    const why = { previous: !enabled, requestedBy: 'test', reason: '' };
    this.bench.publish({ type: 'AutomationStateChanged', enabled, ...why });
  }

  reset(): void {
    this.bench.publish({ type: 'ResetRiskLimits', requestedBy: 'test', reason: '' });
  }

  /** The venue fills an entry, the newest approved order where none is given. @returns the id of its position */
  fill(order: ApprovedOrder | undefined = this.orders.at(-1)): string {
    if (order === undefined) throw new Error('nothing was approved');
    const { clientOrderId: positionId, symbol, strategy, direction, volume } = order;
    this.bench.publish({ type: 'OrderFilled', symbol, fill: fillOf(order) });
    const about = { positionId, symbol, strategy, direction, volume };
    this.bench.publish({ type: 'PositionOpened', ...about, entryPrice: 1.1, commission: 0, openedAt: 0 });
    return positionId;
  }

  /** The venue fills an exit; what is left of its position stays open. */
  fillExit(order: ApprovedOrder | undefined, remaining = 0): void {
    if (order?.positionId === undefined) throw new Error('that is no exit');
    const { symbol, strategy, direction, volume, positionId, exitReason: reason = 'exit_signal' } = order;
    this.bench.publish({ type: 'OrderFilled', symbol, fill: fillOf(order) });
    if (remaining === 0) return this.closed(positionId, symbol, { strategy, direction, reason });
    this.partlyClosed(positionId, { volume, remaining, reason });
  }

  partlyClosed(
    positionId: string,
    { symbol = 'EURUSD', volume = 1, remaining = 1, reason = 'take_profit' as CloseReason } = {},
  ): void {
    const about = { positionId, symbol, strategy: 'test', direction: 'long' as const, reason };
    const money = { exitPrice: 1.1, profit: 0, commission: 0 };
    this.bench.publish({ type: 'PositionPartiallyClosed', ...about, ...money, volume, remaining });
  }

  closed(
    positionId: string,
    symbol = 'EURUSD',
    {
      strategy = 'test',
      direction = 'long' as Direction,
      reason = 'stop_loss' as CloseReason,
      closedAt = 0,
      volume = 1,
    } = {},
  ): void {
    const money = { profit: 0, commission: 0, netProfit: 0, entryPrice: 1, exitPrice: 1 };
    const about = { positionId, symbol, strategy, direction, reason, volume };
    this.bench.publish({ type: 'PositionClosed', ...about, ...money, openedAt: 0, closedAt });
  }

  /** A closing or opening fill that is not the whole of an order's own position. */
  filled(order: ApprovedOrder, parts: Partial<Fill>): void {
    this.bench.publish({ type: 'OrderFilled', symbol: order.symbol, fill: fillOf(order, parts) });
  }

  canceled(id: string, symbol = 'EURUSD'): void {
    this.bench.publish({ type: 'OrderCanceled', symbol, clientOrderId: id as ClientOrderId, message: '' });
  }

  rejected(id: string, symbol = 'EURUSD'): void {
    this.bench.publish({ type: 'OrderRejected', symbol, clientOrderId: id as ClientOrderId, message: 'no' });
  }

  expired(id: string, symbol = 'EURUSD'): void {
    this.bench.publish({ type: 'OrderExpired', symbol, clientOrderId: id as ClientOrderId });
  }

  sent<T extends EventType>(type: T): readonly EventOf<T>[] {
    return this.bench.sent(type);
  }

  get orders(): readonly ApprovedOrder[] {
    return this.sent('OrderApproved').map(({ order }) => order);
  }

  get exits(): readonly ApprovedOrder[] {
    return this.orders.filter(({ intent }) => intent === 'exit');
  }

  /** Which waiting entries were asked back, and why. */
  get cancels(): readonly (readonly [id: string, reason: CancelReason])[] {
    return this.sent('CancelRequested').map(({ clientOrderId, reason }) => [clientOrderId, reason]);
  }

  get verdicts(): readonly string[] {
    return this.bench.envelopes.flatMap(({ event }: { event: TradingEvent }) => {
      if (event.type === 'OrderApproved') return [`${event.order.intent} ${event.symbol}`];
      return event.type === 'OrderDenied' ? [event.reason] : [];
    });
  }

  #ordersOf(event: TradingEvent): readonly ApprovedOrder[] {
    const before = this.orders.length;
    this.bench.publish(event);
    return this.orders.slice(before);
  }
}
