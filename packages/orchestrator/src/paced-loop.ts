import type { Pace, TradingEvent, VirtualClock } from '@q/events';
import { ClockInstants, VirtualInstants } from './instants.js';
import type { RecordedTurn } from './recorded-turns.js';
import type { LoopOptions } from './trading-loop.js';

/** What a run needs that waits for real time, and that may go on where an earlier one ended. */
export interface PacedOptions {
  readonly pace: Pace;
  /** What is made again before it goes on. */
  readonly recorded: Iterable<RecordedTurn>;
  /** A command that came between two cycles then. */
  readonly command: (event: TradingEvent) => void;
  /** Everything recorded has been made again. */
  readonly onCaughtUp: () => void;
  /** Everything that follows from an instant has happened. */
  readonly endTurn: () => void;
}

interface Paced extends PacedOptions {
  readonly clock: VirtualClock;
  /** Real milliseconds; it may end early. */
  readonly wait: (ms: number) => Promise<void>;
}

const YIELD_EVERY_MS = 50;

/**
 * A run on a virtual clock that waits for real time before each instant, so that it is the same run as one that does not wait.
 * What was recorded of it is made again first, without waiting.
 */
export async function runPaced(options: LoopOptions, paced: Paced): Promise<void> {
  const { clock, pace } = paced;
  const { maxIterations = Infinity, shouldStop } = options;
  const instants = new VirtualInstants(options);
  const { gridMs } = new ClockInstants(options);
  const breather = new Breather(options);
  let last = clock.now();
  let asked = last;
  for (const turn of paced.recorded) {
    if (shouldStop()) return;
    if (turn.kind === 'cycle' && !turn.idle) last = turn.instant;
    if (turn.kind !== 'timers') asked = turn.at;
    await runAgain(turn, instants, options, paced);
    await breather.breathe();
  }
  paced.endTurn();
  pace.begin(clock.now());
  paced.onCaughtUp();
  let polledAt = -Infinity;
  for (let done = 0; done < maxIterations && !shouldStop(); done += 1) {
    // Timers may have run further than to the newest instant: the one that they ran before is still to come.
    const close = instants.next(asked) ?? Infinity;
    // A wall clock that was set back is waited for.
    const poll = pace.followsWall ? Math.max(polledAt + options.intervalMs, pace.now(), clock.now()) : Infinity;
    const next = Math.min(close, poll);
    if (next === Infinity || !(await comesTo(next, options, paced))) return;
    clock.advanceTo(next);
    polledAt = next;
    asked = next;
    if (close === next) last = close;
    const isLate = pace.followsWall && close + gridMs <= pace.now();
    await options.cycle(last, isLate ? 'late' : 'live', close !== next);
    clock.runDue();
    paced.endTurn();
    options.between();
    await breather.breathe();
  }
}

async function runAgain(
  turn: RecordedTurn,
  instants: VirtualInstants,
  { cycle }: LoopOptions,
  { clock, command, endTurn }: Paced,
): Promise<void> {
  // Asked as it was then: it remembers what it was asked.
  if (turn.kind === 'cycle') instants.next(clock.now());
  clock.advanceTo(turn.at);
  if (turn.kind === 'timers') return endTurn();
  if (turn.kind === 'command') return command(turn.event);
  await cycle(turn.instant, turn.phase, turn.idle);
  clock.runDue();
  endTurn();
}

/** @returns whether real time has come to the instant: false where the run is to stop */
async function comesTo(instant: number, { shouldStop }: LoopOptions, { pace, wait }: Paced): Promise<boolean> {
  for (let ms = pace.msUntil(instant); ms > 0 && !shouldStop(); ms = pace.msUntil(instant)) await wait(Math.ceil(ms));
  return !shouldStop();
}

/** Lets the event loop turn now and then where nothing waits. */
class Breather {
  readonly #options: LoopOptions;
  #at: number;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#at = options.monotonicMs?.() ?? 0;
  }

  async breathe(): Promise<void> {
    const { monotonicMs, turnEventLoop } = this.#options;
    if (monotonicMs === undefined || monotonicMs() - this.#at < YIELD_EVERY_MS) return;
    await turnEventLoop?.();
    this.#at = monotonicMs();
  }
}
