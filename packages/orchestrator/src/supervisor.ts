import type { Clock, Envelope, EventBus, EventType, HandlerFailedEvent, TradingEvent } from '@q/events';
import type { Emit, EventDrivenService } from '@q/services';
import { isOrderPath, late, progressed, progressedLater, wait } from './handed-events.js';
import { measure } from './measure.js';
import { backOffMs, seededJitter } from './restart-budget.js';
import { superviseStretches } from './supervise-stretches.js';
import type { Lane } from './supervised-service.js';
import { showsProgress, SupervisedService, symbolOf } from './supervised-service.js';

export interface SupervisorOptions {
  readonly bus: EventBus;
  readonly clock: Clock;
  /** In the order of the line, from the front (data) to the end. */
  readonly services: readonly EventDrivenService[];
  /** Whether a service stands in the line: the data of a symbol waits while such a one is away, and for no other. */
  readonly isInLine: (service: EventDrivenService) => boolean;
  readonly enableAutoRestart: boolean;
  readonly maxRestarts: number;
  readonly restartWindowMs: number;
  readonly onServiceFailure: 'degrade' | 'halt';
  readonly seed: number;
  readonly onHalt: (reason: string) => void;
  /** A clock that only runs forward, ms: with it, how long services handle events is measured. */
  readonly monotonicMs?: (() => number) | undefined;
}

const HALT_AFTER_FAILURES = 3;
const HALT_WINDOW_MS = 600_000;

/**
 * Hands events to services, and restarts a service on the symbol on which it failed. While it is away its symbol is on hold at the front
 * of the line, so nothing is published to nobody; orders, fills and other events that must not be lost wait for it.
 */
export class Supervisor {
  readonly services: readonly SupervisedService[];
  readonly emit: Emit<EventType>;
  readonly #options: SupervisorOptions;
  readonly #jitter: () => number;
  readonly #onHold = new Map<string, number>();
  readonly #failedEnvelopes = new Map<number, Envelope>();
  #failedAt: number[] = [];

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#jitter = seededJitter(options.seed);
    this.emit = emitOn(options.bus);
    const budget = { maxRestarts: options.maxRestarts, windowMs: options.restartWindowMs };
    this.services = options.services.map((service) => new SupervisedService(service, budget));
  }

  /** Subscribes every service, from the end of the line, so that nobody misses an event of one before it. */
  attach(): void {
    for (const supervised of [...this.services].reverse()) {
      for (const type of supervised.service.consumes) this.#subscribe(supervised, type);
    }
    superviseStretches(this.services, this.#options);
    this.#options.bus.subscribe('HandlerFailed', (event, envelope) => this.#handlerFailed(event, envelope), {
      name: 'Supervisor',
    });
  }

  /** Whether the front of the line leaves a symbol alone, because a service behind it is being restarted. */
  isOnHold(symbol: string): boolean {
    return this.#onHold.size > 0 && ((this.#onHold.get(symbol) ?? 0) > 0 || (this.#onHold.get('') ?? 0) > 0);
  }

  /** Keeps the event that a handler failed on until its `HandlerFailed` comes round: the bus's `onHandlerError` calls this. */
  noteFailure(envelope: Envelope): void {
    this.#failedEnvelopes.set(envelope.id, envelope);
  }

  /** Restarts a service now, for one symbol or for all. @throws Error where there is no such service */
  restart(name: string, symbol = ''): void {
    const supervised = this.services.find(({ service }) => service.name === name);
    if (supervised === undefined) {
      throw new Error(
        `there is no service "${name}"; there are: ${this.services.map(({ service }) => service.name).join(', ')}`,
      );
    }
    const lane = supervised.laneOf(symbol);
    const others = symbol === '' ? [...supervised.lanes].filter((other) => other !== lane) : [];
    for (const one of [lane, ...others]) this.#release(supervised, one);
    this.#hold(supervised, symbol, 1);
    this.#bringBack(supervised, lane);
    for (const other of others) this.#handOver(supervised, other);
  }

  /** Back to work without the restart that it waited for. */
  #release(supervised: SupervisedService, lane: Lane): void {
    lane.cancelRestart?.();
    lane.cancelRestart = undefined;
    if (lane.status === 'restarting') this.#hold(supervised, lane.symbol, -1);
    lane.status = 'running';
    supervised.lookWhetherTroubled();
  }

  /** Cancels every restart that is waiting. */
  detach(): void {
    for (const { lanes } of this.services) for (const lane of lanes) lane.cancelRestart?.();
  }

  #subscribe(supervised: SupervisedService, type: EventType): void {
    const handler = supervised.service.handlerOf(type);
    if (handler === undefined) return;
    const { emit } = this;
    const guard = (event: TradingEvent, envelope: Envelope): void | Promise<void> => {
      const lane = supervised.laneOf(symbolOf(event));
      if (lane.status !== 'running') return wait(lane, envelope);
      const pending = handler(event, emit, envelope);
      supervised.handled += 1;
      if (pending !== undefined) return progressedLater(supervised, pending, envelope);
      progressed(supervised, lane, envelope);
    };
    // A service that is well is handed its events with as little between as can be: this is done for every event.
    const hand = (event: TradingEvent, envelope: Envelope): void | Promise<void> => {
      if (supervised.isTroubled) return guard(event, envelope);
      const pending = handler(event, emit, envelope);
      supervised.handled += 1;
      return pending;
    };
    const given = showsProgress(supervised, type) ? guard : hand;
    const { monotonicMs, bus } = this.#options;
    const measured = monotonicMs === undefined ? given : measure(given, (ms) => supervised.tookMs(ms), monotonicMs);
    const takesStretches = supervised.service.stretch !== undefined;
    bus.subscribe(type, measured, { name: supervised.service.name, takesStretches });
  }

  #handlerFailed(event: HandlerFailedEvent, { causationId, at }: Envelope): void {
    const failed = this.#failedEnvelopes.get(causationId);
    this.#failedEnvelopes.delete(causationId);
    const supervised = this.services.find(({ service }) => service.name === event.subscriber);
    if (supervised === undefined) return;
    const lane = supervised.laneOf(event.symbol ?? '');
    lane.failures += 1;
    lane.consecutiveFailures += 1;
    supervised.isTroubled = true;
    lane.lastError = event.message;
    if (failed !== undefined && isOrderPath(failed.event)) lane.missed.unshift(failed);
    if (lane.status !== 'running' || !this.#options.enableAutoRestart) return;
    this.#plan(supervised, lane, at);
  }

  /** Puts the lane aside and plans its restart, or gives it up. */
  #plan(supervised: SupervisedService, lane: Lane, now: number): void {
    if (!lane.budget.take(now)) return this.#giveUp(supervised, lane, now);
    lane.status = 'restarting';
    this.#hold(supervised, lane.symbol, 1);
    const delay = backOffMs(lane.budget.inARow, this.#jitter());
    lane.cancelRestart = this.#options.clock.setTimer(delay, () => this.#bringBack(supervised, lane));
  }

  /** Consumer first: the failed service, then those that feed it, then the data flows again. */
  #bringBack(supervised: SupervisedService, lane: Lane): void {
    lane.cancelRestart = undefined;
    const symbol = lane.symbol === '' ? undefined : lane.symbol;
    lane.status = 'running';
    if (lane.symbol === '' && supervised.status === 'failed') supervised.status = 'running';
    lane.restarts += 1;
    try {
      supervised.service.restart(this.emit, { symbol, ownFailure: true });
      this.emit({
        type: 'ServiceRestarted',
        service: supervised.service.name,
        ...(symbol === undefined ? {} : { symbol }),
        restarts: lane.budget.inARow,
      });
      this.#feedAgain(supervised, symbol);
    } catch (error) {
      lane.lastError = error instanceof Error ? error.message : String(error);
      lane.consecutiveFailures += 1;
      this.#hold(supervised, lane.symbol, -1);
      return this.#plan(supervised, lane, this.#options.clock.now());
    }
    this.#hold(supervised, lane.symbol, -1);
    this.#handOver(supervised, lane);
  }

  /** Whoever stands before it in the line sends again what it lost. */
  #feedAgain({ service }: SupervisedService, symbol: string | undefined): void {
    const { services, isInLine } = this.#options;
    if (!isInLine(service)) return;
    for (const feeding of services.slice(0, services.indexOf(service)).reverse()) {
      feeding.restart(this.emit, { symbol, ownFailure: false });
    }
  }

  /** What waited is handled now, in its order; what fails again waits again, and what is behind it stays there. */
  #handOver(supervised: SupervisedService, lane: Lane): void {
    while (lane.status === 'running') {
      const envelope = lane.missed.shift();
      if (envelope === undefined) return;
      const failed = (error: unknown): void => this.#failedAgain(supervised, lane, { envelope, error });
      try {
        const pending = supervised.service.handlerOf(envelope.event.type)?.(late(envelope.event), this.emit, envelope);
        const done = (): void => progressed(supervised, lane, { at: this.#options.clock.now(), event: envelope.event });
        if (pending === undefined) done();
        else void pending.then(done, failed);
      } catch (error) {
        return failed(error);
      }
    }
  }

  #failedAgain(
    { service }: SupervisedService,
    { symbol }: Lane,
    { envelope, error }: { readonly envelope: Envelope; readonly error: unknown },
  ): void {
    const message = error instanceof Error ? error.message : String(error);
    const { id: eventId, event } = envelope;
    const about = { subscriber: service.name, eventType: event.type, eventId, message };
    this.noteFailure(envelope);
    this.emit({ type: 'HandlerFailed', ...about, ...(symbol === '' ? {} : { symbol }) }, envelope);
  }

  #giveUp(supervised: SupervisedService, lane: Lane, now: number): void {
    const { maxRestarts, restartWindowMs, onServiceFailure, isInLine } = this.#options;
    const blocksEntries = isInLine(supervised.service);
    lane.status = 'failed';
    if (lane.symbol === '') supervised.status = 'failed';
    const where = lane.symbol === '' ? '' : ` on ${lane.symbol}`;
    const reason = `${supervised.service.name}${where} used up its ${maxRestarts} restarts (${restartWindowMs / 1_000} s window); last error: ${lane.lastError}`;
    const symbol = lane.symbol === '' ? {} : { symbol: lane.symbol };
    this.emit({
      type: 'ServiceFailed',
      service: supervised.service.name,
      ...symbol,
      reason,
      reaction: onServiceFailure,
      blocksEntries,
    });
    if (onServiceFailure === 'halt') return this.#options.onHalt(reason);
    if (!blocksEntries) return;
    this.#failedAt = [...this.#failedAt.filter((at) => now - at < HALT_WINDOW_MS), now];
    if (this.#failedAt.length > HALT_AFTER_FAILURES) this.#options.onHalt(reason);
  }

  #hold({ service }: SupervisedService, symbol: string, change: 1 | -1): void {
    if (!this.#options.isInLine(service)) return;
    this.#onHold.set(symbol, (this.#onHold.get(symbol) ?? 0) + change);
    if (this.#onHold.get(symbol) === 0) this.#onHold.delete(symbol);
  }
}

/** On its own, because V8 keeps a function that is written where it is assigned to a property, and its run, until a full collection. */
function emitOn(bus: EventBus): Emit<EventType> {
  return (event, cause) => bus.publish(event, cause);
}
