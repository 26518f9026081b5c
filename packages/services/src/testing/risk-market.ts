import type { ApprovedOrder, ClientOrderId, Direction, Envelope, Fill, TradingEvent } from '@q/events';
import { EventBus, sideOf, VirtualClock } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import type { EventDrivenService } from '../define-service.js';
import { positionMonitor } from '../position-monitor.js';
import { accountOf, fillOf } from './recording-broker.js';
import { MINUTE_MS, START } from './service-bench.js';

/** A position at the venue. */
export interface Held {
  readonly order: ApprovedOrder;
  readonly volume: number;
}

/**
 * A gate with the real position monitor on one bus, and a venue that does what it is told when it is told: orders wait until `fill`,
 * `reject` or `answerCancel` names one of them. What a venue says in one breath is queued in front of what follows from it.
 */
export class RiskMarket {
  readonly clock = new VirtualClock(START);
  readonly bus = new EventBus({ clock: this.clock });
  readonly envelopes: Envelope[] = [];
  /** Orders at the venue, entries and exits. */
  readonly working = new Map<string, ApprovedOrder>();
  readonly positions = new Map<string, Held>();
  /** Entries that the gate has asked back and that the venue has not answered for. */
  readonly asked: string[] = [];
  equity = 10_000;
  #says: readonly TradingEvent[] = [];

  constructor(gate: EventDrivenService) {
    // The venue speaks first: its answers are queued before anybody has drawn a conclusion.
    this.bus.subscribe('NewCandle', () => this.#says.forEach((event) => this.bus.publish(event)));
    this.bus.subscribe('*', (_event, envelope) => void this.envelopes.push(envelope));
    this.bus.subscribe('OrderApproved', ({ order, symbol }) => {
      this.working.set(order.clientOrderId, order);
      this.bus.publish({ type: 'OrderPlaced', symbol, order });
    });
    this.bus.subscribe('CancelRequested', ({ clientOrderId }) => void this.asked.push(clientOrderId));
    for (const service of [gate, positionMonitor({ currency: 'USD', instruments: instrumentSpecs })]) {
      for (const type of service.consumes) {
        const handler = service.handlerOf(type);
        this.bus.subscribe(type, (event, envelope) => handler?.(event, (sent) => this.bus.publish(sent), envelope));
      }
    }
    this.bus.publish({ type: 'AccountUpdated', account: accountOf(this.equity, 'start') });
  }

  signal(
    kind: 'entry' | 'exit',
    of: { strategy: string; symbol: string; direction: Direction; percent?: number },
  ): void {
    const { percent, ...who } = of;
    const about = { ...who, timeframe: '1', price: 1.1, decidedAt: this.clock.now() } as const;
    if (kind === 'entry') this.bus.publish({ type: 'EntrySignal', ...about });
    else
      this.bus.publish({
        type: 'ExitSignal',
        ...about,
        reason: 'exit_signal',
        ...(percent === undefined ? {} : { percent }),
      });
  }

  cycle(minutes: number): void {
    this.clock.advanceTo(this.clock.now() + minutes * MINUTE_MS);
    const instant = this.clock.now();
    this.bus.publish({ type: 'CycleStarted', cycle: 1, instant, phase: 'live', idle: false });
  }

  /** The account is told at once where nothing else is said with it. */
  account(equity: number): void {
    this.equity = equity;
    this.#say(this.#accountNow);
  }

  /** Fills an order that waits; an exit whose position is gone is canceled. The account follows. */
  fill(order: ApprovedOrder): void {
    this.#say(...this.#filled(order), this.#accountNow);
  }

  /** Fills several in one breath. */
  fillAll(orders: readonly ApprovedOrder[]): void {
    this.#say(...orders.flatMap((order) => [...this.#filled(order), this.#accountNow]));
  }

  reject({ clientOrderId, symbol }: ApprovedOrder): void {
    this.working.delete(clientOrderId);
    this.#say({ type: 'OrderRejected', symbol, clientOrderId, message: 'no' });
  }

  /** Takes the order back that was asked for; one that is filled already is not there any more. */
  answerCancel(place: number): void {
    const [id] = this.asked.splice(place, 1);
    const order = id === undefined ? undefined : this.working.get(id);
    if (order === undefined) return;
    this.working.delete(order.clientOrderId);
    this.#say({ type: 'OrderCanceled', symbol: order.symbol, clientOrderId: order.clientOrderId, message: '' });
  }

  /** The venue closes a position by its stop, or a part of it at a target. */
  close({ order, volume }: Held, intent: 'stop' | 'target', part = volume): void {
    const clientOrderId = `${order.clientOrderId}/${intent}/${this.envelopes.length}` as ClientOrderId;
    this.#say(this.#closing(order, { clientOrderId, intent, volume: Math.min(part, volume) }), this.#accountNow);
  }

  /** The venue does not keep the stop of an order. */
  dropStop({ symbol, stopLoss }: ApprovedOrder): void {
    if (stopLoss === undefined) return;
    this.#say({ type: 'OrderCanceled', symbol, clientOrderId: stopLoss.clientOrderId, message: 'not kept' });
  }

  get #accountNow(): TradingEvent {
    return { type: 'AccountUpdated', account: accountOf(this.equity) };
  }

  #filled(order: ApprovedOrder): readonly TradingEvent[] {
    const { clientOrderId, symbol, positionId, volume } = order;
    if (!this.working.delete(clientOrderId)) return [];
    if (positionId === undefined) {
      this.positions.set(clientOrderId, { order, volume });
      return [{ type: 'OrderFilled', symbol, fill: fillOf(order, { filledAt: this.clock.now() }) }];
    }
    const held = this.positions.get(positionId);
    if (held === undefined) return [{ type: 'OrderCanceled', symbol, clientOrderId, message: 'the position is gone' }];
    const part = Math.min(volume, held.volume);
    return [this.#closing(held.order, { clientOrderId, intent: 'exit', volume: part })];
  }

  #closing(entry: ApprovedOrder, parts: Pick<Fill, 'clientOrderId' | 'intent' | 'volume'>): TradingEvent {
    const { clientOrderId: id, symbol, direction } = entry;
    const left = Number(((this.positions.get(id)?.volume ?? 0) - parts.volume).toFixed(8));
    if (left > 0) this.positions.set(id, { order: entry, volume: left });
    else this.positions.delete(id);
    const side = sideOf(direction, 'exit');
    return { type: 'OrderFilled', symbol, fill: fillOf(entry, { ...parts, side, filledAt: this.clock.now() }) };
  }

  #say(...events: readonly TradingEvent[]): void {
    this.#says = events;
    const now = this.clock.now();
    const candle = {
      openTime: now - MINUTE_MS,
      closeTime: now,
      open: 1,
      high: 1,
      low: 1,
      close: 1,
      volume: 0,
      bars: 1,
    };
    this.bus.publish({ type: 'NewCandle', symbol: 'NONE', timeframe: '1', candle, phase: 'live' });
    this.#says = [];
  }
}
