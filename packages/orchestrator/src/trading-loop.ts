import type { CandleFeed, Clock, Instrument, Phase, Stretch, Timeframe } from '@q/events';
import { VirtualClock } from '@q/events';
import { ClockInstants, VirtualInstants } from './instants.js';
import type { PacedOptions } from './paced-loop.js';
import { runPaced } from './paced-loop.js';

export interface LoopOptions {
  readonly clock: Clock;
  readonly feed: CandleFeed;
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  /** When a symbol trades. */
  readonly sessionOf: (symbol: string) => Instrument['session'];
  readonly intervalMs: number;
  /** Cycles, or polls on a real clock; none means until the data ends or it is stopped. */
  readonly maxIterations: number | undefined;
  /** Runs one cycle, to its end. */
  readonly cycle: (instant: number, phase: Phase, idle: boolean) => Promise<void> | void;
  /** Called between two cycles, now and then in a virtual run and after each poll on a real clock. */
  readonly between: () => void;
  readonly shouldStop: () => boolean;
  readonly monotonicMs: (() => number) | undefined;
  readonly turnEventLoop: (() => Promise<void>) | undefined;
  /** Takes several cycles together where nothing happens in them, at most so many and only before an instant, and moves the clock to the last of them. */
  readonly stretch: (most: number, before: number) => Stretch | undefined;
  /** For a virtual run that waits for real time. */
  readonly paced?: PacedOptions | undefined;
}

const YIELD_EVERY_MS = 50;
const LOOK_AT_CLOCK_EVERY = 64;

/** Runs cycle after cycle: as fast as the data comes on a virtual clock, or at the pace it is tied to; by polling on a real one. */
export function runLoop(options: LoopOptions, wait: (ms: number) => Promise<void>): Promise<void> {
  const { clock, paced } = options;
  if (!(clock instanceof VirtualClock)) return runPolling(options, wait);
  return paced === undefined ? runVirtual(options, clock) : runPaced(options, { clock, wait, ...paced });
}

/** One cycle for each close instant of the data, without sleeping; the event loop turns every 50 ms or so. */
async function runVirtual(options: LoopOptions, clock: VirtualClock): Promise<void> {
  const { monotonicMs, turnEventLoop, maxIterations = Infinity } = options;
  const instants = new VirtualInstants(options);
  let yieldAt = (monotonicMs?.() ?? 0) + YIELD_EVERY_MS;
  let [done, lookAt] = [0, 0];
  while (done < maxIterations && !options.shouldStop()) {
    // What has a cycle of its own in which no base candle closes must not be passed over.
    const before = Math.min(clock.nextDue ?? Infinity, instants.nextWithoutCandle(clock.now()));
    const taken = options.stretch(maxIterations - done, before);
    if (taken === undefined) {
      const instant = instants.next(clock.now());
      if (instant === undefined) return;
      clock.advanceTo(instant);
      const pending = options.cycle(instant, 'live', false);
      if (pending !== undefined) await pending;
      clock.runDue();
      done += 1;
    } else {
      instants.skipTo(taken.symbol, taken.lastClose);
      for (const { symbol } of taken.followers) instants.skipTo(symbol, taken.lastClose);
      clock.runDue();
      done += taken.count;
    }
    if (monotonicMs === undefined || done < lookAt) continue;
    lookAt = done + LOOK_AT_CLOCK_EVERY;
    if (monotonicMs() < yieldAt) continue;
    options.between();
    await turnEventLoop?.();
    yieldAt = monotonicMs() + YIELD_EVERY_MS;
  }
}

/** Polls at an interval. Each poll runs one cycle for every instant that has passed since the last, or an idle one where none has. */
async function runPolling(options: LoopOptions, wait: (ms: number) => Promise<void>): Promise<void> {
  const { clock, maxIterations = Infinity } = options;
  const instants = new ClockInstants(options);
  let last = instants.newest(clock.now());
  for (let done = 0; done < maxIterations && !options.shouldStop(); done += 1) {
    const startedAt = clock.now();
    const due = instants.due(last, startedAt);
    if (due.length === 0) await options.cycle(last, 'live', true);
    for (const instant of due) {
      if (options.shouldStop()) break;
      await options.cycle(instant, instant + instants.gridMs <= startedAt ? 'late' : 'live', false);
      last = instant;
    }
    options.between();
    if (done + 1 < maxIterations && !options.shouldStop())
      await wait(Math.max(0, options.intervalMs - (clock.now() - startedAt)));
  }
}
