import type { SystemConfig } from '@q/config';
import type { EventBus, Pace, Phase, Stretch, TradingEvent } from '@q/events';
import { ClockInstants } from './instants.js';
import type { PacedOptions } from './paced-loop.js';
import type { RunOptions } from './run-options.js';
import { sessionOf } from './session-of.js';
import type { Sockets } from './sockets.js';
import { Stretches } from './stretches.js';
import { runLoop } from './trading-loop.js';
import { warmUpInstants, warmUpSpan } from './warm-up.js';

export interface CyclesOptions {
  readonly bus: EventBus;
  readonly config: SystemConfig;
  readonly sockets: Sockets;
  /** After each cycle. */
  readonly checkHealth: () => void;
  /** The same after the first so many cycles of those that passed together. */
  readonly checkPassedHealth: (passed: Stretch, cycles: number) => void;
  /** Every `status_log_interval` cycles, where `wantsStatus` says so. */
  readonly reportStatus: (instant: number, options: RunOptions) => void;
  /** Whether anybody gets the status of a run: quiet cycles that it would come after may travel together where nobody does. */
  readonly wantsStatus: (options: RunOptions) => boolean;
  /** In a run with a pace: an instant, or a command, and everything that follows from it, is over. */
  readonly endTurn: () => void;
  /** In a run with a pace: what was recorded has been made again. */
  readonly onCaughtUp: (options: RunOptions) => void;
}

/** Publishes `CycleStarted`, one for each close instant or poll, and waits between them. */
export class Cycles {
  readonly #options: CyclesOptions;
  /** Cycles between two reports; infinite where nobody gets them. */
  #reportEvery: number;
  #count = 0;
  #wake: (() => void) | undefined;
  #isCaughtUp = true;

  constructor(options: CyclesOptions) {
    this.#options = options;
    this.#reportEvery = this.#intervalFor({});
  }

  /** Whether nothing is being made again. */
  get isCaughtUp(): boolean {
    return this.#isCaughtUp;
  }

  get count(): number {
    return this.#count;
  }

  /** The candles before now, in steps; nothing is traded on them. */
  async warmUp(): Promise<void> {
    const { config, sockets } = this.#options;
    const start = new ClockInstants(this.#base).newest(sockets.clock.now());
    for (const instant of warmUpInstants(start, warmUpSpan(config, sockets)))
      await this.#run(instant, 'warm-up', false);
  }

  /** Until the data end, the iterations are done, or `shouldStop` says so. */
  async loop(options: RunOptions, shouldStop: () => boolean): Promise<void> {
    const { config, sockets } = this.#options;
    const { clock, monotonicMs, turnEventLoop, pace, recorded } = sockets;
    const { feed, symbols, timeframes, sessionOf } = this.#base;
    const stretches = new Stretches({ bus: this.#options.bus, feed, clock, symbols });
    this.#reportEvery = this.#intervalFor(options);
    this.#isCaughtUp = recorded === undefined;
    await runLoop(
      {
        // Key by key, as in a strategy's seat: a spread would give the loop another hidden class in each run.
        feed,
        symbols,
        timeframes,
        sessionOf,
        clock,
        intervalMs: (options.intervalSeconds ?? config.services.data_fetching.fetch_interval) * 1_000,
        maxIterations: options.maxIterations,
        cycle: (instant, phase, idle) => this.#run(instant, phase, idle, options),
        stretch: (most, before) => this.#stretch(stretches, most, before, options),
        between: () => options.onProgress?.(clock.now()),
        shouldStop,
        monotonicMs,
        turnEventLoop,
        paced: pace === undefined ? undefined : this.#paced(pace, options),
      },
      (ms) => this.#sleep(ms),
    );
  }

  /** Something from outside, between two cycles. */
  command(event: TradingEvent): void {
    this.#options.bus.publish(event);
    this.#options.endTurn();
  }

  /** Ends the wait for the next poll. */
  wake(): void {
    this.#wake?.();
  }

  #paced(pace: Pace, options: RunOptions): PacedOptions {
    return {
      pace,
      recorded: this.#options.sockets.recorded ?? [],
      command: (event) => this.command(event),
      onCaughtUp: () => {
        this.#isCaughtUp = true;
        this.#options.onCaughtUp(options);
        options.onCaughtUp?.();
      },
      endTurn: () => this.#options.endTurn(),
    };
  }

  get #base() {
    const { config, sockets } = this.#options;
    const { symbols, timeframes } = config.trading;
    return { feed: sockets.feed, symbols, timeframes, sessionOf: sessionOf(config) };
  }

  #run(instant: number, phase: Phase, idle: boolean, options: RunOptions = {}): Promise<void> | void {
    const { bus } = this.#options;
    this.#count += 1;
    bus.publish({ type: 'CycleStarted', cycle: this.#count, instant, phase, idle });
    this.#endCycle(instant, options);
    // Only the asynchronous bus has work left here: the next cycle must not overtake it.
    if (bus.mode === 'asynchronous') return bus.idle();
  }

  #stretch(stretches: Stretches, most: number, before: number, options: RunOptions): Stretch | undefined {
    const untilReport = this.#reportEvery - (this.#count % this.#reportEvery);
    const taken = stretches.take(this.#count + 1, Math.min(most, untilReport), before);
    if (taken === undefined) return undefined;
    const { count, wanting } = taken;
    this.#count += count;
    if (wanting === undefined && count < untilReport) {
      this.#options.checkPassedHealth(taken, count);
      return taken;
    }
    // After the last of the cycles there is more to do: those before it are looked at as they were left.
    this.#options.checkPassedHealth(taken, count - 1);
    if (wanting !== undefined) stretches.endWith(wanting);
    this.#endCycle(taken.lastClose, options);
    return taken;
  }

  #endCycle(instant: number, options: RunOptions): void {
    if (this.#isCaughtUp && this.#count % this.#reportEvery === 0) this.#options.reportStatus(instant, options);
    this.#options.checkHealth();
  }

  #intervalFor(options: RunOptions): number {
    const { config, wantsStatus } = this.#options;
    return wantsStatus(options) ? config.orchestrator.status_log_interval : Infinity;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { clock, pace } = this.#options.sockets;
      const cancel = (pace?.clock ?? clock).setTimer(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
